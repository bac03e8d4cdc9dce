//! What the demos promise, seen from outside: their programs are run.

mod arguments;
mod compare;
mod demo;
mod futures;
mod hostile;
mod interleavings;
mod layout;
mod network;
mod output;
mod processes;
mod race;
mod rejected;
mod sizes;
mod tour;
