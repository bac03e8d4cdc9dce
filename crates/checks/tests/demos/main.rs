//! What the demos promise, seen from outside: their programs are run.

mod claims;
mod compare;
mod demo;
mod interleavings;
mod layout;
mod network;
mod play;
mod race;
mod rejected;
mod sizes;
mod tour;
mod unseen;
