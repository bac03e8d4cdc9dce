//! The rules of comparison: when do two programs say the same thing?
//!
//! A chapter of the book shows sessions, a command and what it printed, and
//! these sessions are the recorded outputs. Each is compared with what the
//! Rust program prints now, and that with the Python counterpart and with the
//! same example in the other rooms.
//!
//! - [`chapter`] finds the sessions;
//! - [`program`] runs many programs at once, and leaves none behind;
//! - [`python`] prepares an interpreter and its packages;
//! - [`rules`] says what to overlook, and who is whose sibling;
//! - [`diff`] puts these together;
//! - [`board`] puts it on one screen;
//! - [`report`] shows the outcome: a table, then what is wrong;
//! - [`picture`] finds the pictures of runs;
//! - [`record`] writes the sessions' outputs and the pictures anew;
//! - [`progress`] says how far a command has come;
//! - [`table`] lays out what the tools print;
//! - [`soak`] runs the sessions very often, in some [`company`], also on
//!   [`one_core`], or under a [`sanitizer`];
//! - [`figures`] keeps the page on reliability;
//! - [`claims`] reads the ledger, and checks its rows;
//! - [`compare`] shows the code of two siblings;
//! - [`completions`] writes scripts for shells;
//! - [`menu`] lists the demos and their examples;
//! - [`place`] says in which workspace this is.

#![forbid(unsafe_code)]

pub mod board;
pub mod chapter;
pub mod claims;
pub mod company;
pub mod compare;
pub mod completions;
pub mod diff;
pub mod figures;
pub mod menu;
pub mod one_core;
pub mod picture;
pub mod place;
pub mod program;
pub mod progress;
pub mod python;
pub mod record;
pub mod report;
pub mod rules;
pub mod sanitizer;
pub mod soak;
pub mod table;
