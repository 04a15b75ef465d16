// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

//! Runs one of the scenarios below against a gateway: push URL SCENARIO. Prints "done", or what was refused.

use prometheus::core::Collector;
use prometheus::{
    push_add_metrics, push_metrics, Counter, Gauge, Histogram, HistogramOpts, IntCounterVec, IntGauge, Opts, Registry,
};
use std::collections::HashMap;

type Outcome = prometheus::Result<()>;

fn registry(collectors: Vec<Box<dyn Collector>>) -> Registry {
    let made = Registry::new();
    for one in collectors {
        made.register(one).unwrap();
    }
    made
}

fn grouping(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

fn add(url: &str, pairs: &[(&str, &str)], collectors: Vec<Box<dyn Collector>>) -> Outcome {
    push_add_metrics("batch", grouping(pairs), url, registry(collectors).gather(), None)
}

fn one() -> Box<dyn Collector> {
    let done = Counter::new("done_total", "Done.").unwrap();
    done.inc();
    Box::new(done)
}

fn every_type() -> Vec<Box<dyn Collector>> {
    let done = IntCounterVec::new(Opts::new("done_total", "Done."), &["kind"]).unwrap();
    done.with_label_values(&["a \"b\""]).inc_by(2);
    let heat = Gauge::new("heat", "Heat.").unwrap();
    heat.set(20.5);
    let took = Histogram::with_opts(HistogramOpts::new("took_seconds", "Took.").buckets(vec![0.1, 1.0])).unwrap();
    for value in [0.05, 0.5, 5.0] {
        took.observe(value);
    }
    vec![Box::new(done), Box::new(heat), Box::new(took)]
}

fn every_type_twice(url: &str) -> Outcome {
    add(url, &[], every_type())?;
    push_metrics("batch", grouping(&[]), url, registry(every_type()).gather(), None)
}

fn refused(url: &str) -> Outcome {
    add(url, &[], vec![Box::new(IntGauge::new("done_total", "A gauge.").unwrap())])?;
    add(url, &[], vec![one()])
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let url = arguments[1].as_str();
    let outcome = match arguments[2].as_str() {
        "everyTypeTwice" => every_type_twice(url),
        "marksInGroup" => add(url, &[("place", "Zürich 北"), ("share", "a+b \"c\"")], vec![one()]),
        "empty" => add(url, &[], vec![]),
        "refused" => refused(url),
        other => panic!("there is no scenario {other}"),
    };
    match outcome {
        Ok(()) => println!("done"),
        Err(error) => println!("{error}"),
    }
}
