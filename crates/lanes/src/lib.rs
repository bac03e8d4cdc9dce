//! Observes a program from outside, and draws what ran when.
//!
//! The program is unchanged. Births and ends of its threads and processes come
//! from `ptrace`, what they do meanwhile from `/proc`, and the lines through a
//! pipe.
//!
//! - [`observe`] runs a program, and collects what is seen of it;
//! - `trace` starts it, and reports births and ends, with `ptrace`;
//! - `proc` reads `/proc`;
//! - `account` turns samples into segments;
//! - `writers` finds out which thread wrote a line;
//! - `tasks` makes lanes of the marks that a program leaves;
//! - [`model`] is the outcome: lanes, segments, marks;
//! - [`svg`], [`text`] and [`json`] show it;
//! - [`gist`] says whether a picture agrees with another run;
//! - `layout` is what a picture and a text have in common.

pub mod gist;
pub mod json;
mod layout;
pub mod model;
pub mod svg;
pub mod text;

#[cfg(target_os = "linux")]
mod account;
#[cfg(target_os = "linux")]
pub mod observe;
#[cfg(target_os = "linux")]
mod proc;
#[cfg(target_os = "linux")]
mod ptrace;
#[cfg(target_os = "linux")]
mod tasks;
#[cfg(target_os = "linux")]
mod trace;
#[cfg(target_os = "linux")]
mod writers;

#[cfg(not(target_os = "linux"))]
#[path = "no_proc.rs"]
pub mod observe;
