// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one of the scenarios below against a gateway: node pushes.js URL SCENARIO. Prints "done", or what was refused.
'use strict';

const { Counter, Gauge, Histogram, Pushgateway, Registry, Summary } = require('prom-client');

const [, , url, scenario] = process.argv;
const registry = new Registry();
const useOpenMetrics = () => registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
const gateway = options => new Pushgateway(url, options, registry);
const registers = [registry];

function everyType() {
    new Counter({ name: 'done_total', help: 'Done.', labelNames: ['kind'], registers }).inc({ kind: 'a "b"' }, 2);
    new Gauge({ name: 'heat', help: 'Heat.', registers }).set(20.5);
    const took = new Histogram({ name: 'took_seconds', help: 'Took.', buckets: [0.1, 1], registers });
    [0.05, 0.5, 5].forEach(value => took.observe(value));
    const size = new Summary({ name: 'size_bytes', help: 'Size.', percentiles: [0.5], registers });
    [1, 3].forEach(value => size.observe(value));
}

function many() {
    const done = new Counter({ name: 'done_total', help: 'Done.', labelNames: ['n'], registers });
    for (let n = 0; n < 20000; ++n)
        done.inc({ n }, 1);
}

const one = () => new Counter({ name: 'done_total', help: 'Done.', registers }).inc();

const scenarios = {
    async everyTypeTwice() {
        everyType();
        await gateway().pushAdd({ jobName: 'batch' });
        await gateway().push({ jobName: 'batch' });
    },
    async slashInJobAndGroup() {
        one();
        await gateway().pushAdd({ jobName: 'a/b', groupings: { path: '/var/lib', place: 'Zürich 北', empty: '' } });
    },
    async deletion() {
        one();
        await gateway().push({ jobName: 'a/b' });
        await gateway().push({ jobName: 'kept' });
        await gateway().push({ jobName: 'kept', groupings: { shard: '1' } });
        await gateway().delete({ jobName: 'a/b' });
        await gateway().delete({ jobName: 'kept', groupings: { shard: '1' } });
    },
    async withoutJob() {
        one();
        await gateway({ requireJobName: false }).push();
    },
    async gzip() {
        everyType();
        await gateway({ headers: { 'Content-Encoding': 'gzip' } }).pushAdd({ jobName: 'batch' });
    },
    async openmetrics() {
        useOpenMetrics();
        everyType();
        await gateway().pushAdd({ jobName: 'batch' });
        await gateway().push({ jobName: 'batch' });
    },
    async openmetricsGzip() {
        useOpenMetrics();
        everyType();
        await gateway({ headers: { 'Content-Encoding': 'gzip' } }).pushAdd({ jobName: 'batch' });
    },
    async exemplars() {
        useOpenMetrics();
        new Counter({ name: 'done_total', help: 'Done.', enableExemplars: true, registers })
            .inc({ value: 2, exemplarLabels: { trace_id: 'abc' } });
        new Histogram({ name: 'took_seconds', help: 'Took.', buckets: [0.1, 1], enableExemplars: true, registers })
            .observe({ value: 0.5, exemplarLabels: { trace_id: 'def' } });
        await gateway().pushAdd({ jobName: 'batch' });
    },
    async large() {
        many();
        await gateway().pushAdd({ jobName: 'batch' });
    },
    async largeGzip() {
        many();
        await gateway({ headers: { 'Content-Encoding': 'gzip' } }).pushAdd({ jobName: 'batch' });
    },
    async keptConnection() {
        one();
        const http = require('http');
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        for (let n = 0; n < 10; ++n)
            await gateway({ agent }).pushAdd({ jobName: 'batch' });
        agent.destroy();
    },
    async manyAtOnce() {
        one();
        await Promise.all(Array.from({ length: 50 }, () => gateway().pushAdd({ jobName: 'batch' })));
    },
    async refused() {
        new Gauge({ name: 'done_total', help: 'A gauge.', registers }).set(1);
        await gateway().pushAdd({ jobName: 'batch' });
        registry.clear();
        one();
        await gateway().pushAdd({ jobName: 'batch' });
    },
};

scenarios[scenario]().then(() => console.log('done'), error => console.log(error.message));
