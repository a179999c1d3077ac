//! Names and what they lead to.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use skord::fetch::Names;

/// What a name leads to.
#[derive(Clone)]
pub enum Found {
    /// These addresses.
    At(Vec<IpAddr>),
    /// The answer never comes.
    Never,
}

/// A table of names, each with its answers in turn; the last one stays. Names that are not in it are unknown.
#[derive(Default)]
pub struct Table {
    names: Mutex<BTreeMap<String, Vec<Found>>>,
    asked: Mutex<Vec<String>>,
}

impl Table {
    /// A name leads to these, one after the other.
    pub fn put(&self, name: &str, found: &[Found]) {
        lock(&self.names).insert(name.to_owned(), found.to_vec());
    }

    /// A name leads to one address.
    pub fn lead(&self, name: &str, to: IpAddr) {
        self.put(name, &[Found::At(vec![to])]);
    }

    /// The names that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.asked).clone()
    }
}

impl Names for Table {
    fn look_up(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        lock(&self.asked).push(name.to_owned());
        let mut names = lock(&self.names);
        let found = names.get_mut(name).map(|found| if found.len() > 1 { found.remove(0) } else { found[0].clone() });
        async move {
            match found {
                Some(Found::At(addresses)) => Ok(addresses),
                Some(Found::Never) => std::future::pending().await,
                None => Err(io::Error::new(io::ErrorKind::NotFound, "no such name")),
            }
        }
        .boxed()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
