//! Chrome's trace format, which Perfetto opens too.

use serde_json::{Value, json};

use crate::model::{Kind, Nanos, Run};

/// The run as a trace, in one JSON object.
pub fn json(run: &Run) -> Value {
    let mut events = Vec::new();
    for (index, lane) in run.lanes.iter().enumerate() {
        let (pid, tid) = (lane.process, lane.id);
        let mut name = |what: &str, value: Value| {
            events.push(json!({
                "ph": "M", "name": what, "pid": pid, "tid": tid, "args": value,
            }));
        };
        if lane.kind == Kind::Process {
            name("process_name", json!({ "name": lane.name }));
        }
        name("thread_name", json!({ "name": lane.name }));
        name("thread_sort_index", json!({ "sort_index": index }));
        for segment in &lane.segments {
            events.push(json!({
                "ph": "X", "name": segment.state.word(), "cat": "state",
                "ts": micros(segment.begin), "dur": micros(segment.length()),
                "pid": pid, "tid": tid,
            }));
        }
        if let Some(parent) = lane.parent.map(|parent| &run.lanes[parent]) {
            let ts = micros(lane.begin);
            events.push(json!({
                "ph": "s", "name": "starts", "cat": "birth", "id": index,
                "ts": ts, "pid": parent.process, "tid": parent.id,
            }));
            events.push(json!({
                "ph": "f", "bp": "e", "name": "starts", "cat": "birth",
                "id": index, "ts": ts, "pid": pid, "tid": tid,
            }));
        }
    }
    for (index, mark) in run.marks.iter().enumerate() {
        let lane = &run.lanes[mark.lane];
        events.push(json!({
            "ph": "i", "s": "t", "name": mark.text, "cat": "line",
            "ts": micros(mark.at), "pid": lane.process, "tid": lane.id,
            "args": { "number": index + 1 },
        }));
    }
    json!({
        "traceEvents": events,
        "displayTimeUnit": "ms",
        "otherData": {
            "command": run.title,
            "second": run.second.map(|it| it as f64 / 1e9),
            "cores": run.cores,
            "notes": run.notes,
            "samples": run.cost.samples,
            "sampler_ms": run.cost.cpu as f64 / 1e6,
        },
    })
}

fn micros(nanos: Nanos) -> f64 {
    nanos as f64 / 1e3
}
