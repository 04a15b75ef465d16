// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Runs one of the scenarios below against a gateway: Push ADDRESS SCENARIO [FORMAT]. Prints "done", or what was refused. */
final class Push {
    interface Scenario {
        void play() throws IOException;
    }

    private static String address;
    private static Format format;
    private static final PrometheusRegistry registry = new PrometheusRegistry();

    private static PushGateway.Builder gateway(String job) {
        final PushGateway.Builder builder = PushGateway.builder().address(address).job(job).registry(registry);
        return format == null ? builder : builder.format(format);
    }

    private static void one() {
        Counter.builder().name("done_total").help("Done.").register(registry).inc();
    }

    private static void everyType() {
        Counter.builder().name("done_total").help("Done.").labelNames("kind").register(registry)
                .labelValues("a \"b\"").inc(2);
        Gauge.builder().name("heat").help("Heat.").register(registry).set(20.5);
        final Histogram took = Histogram.builder().name("took_seconds").help("Took.").classicOnly()
                .classicUpperBounds(0.1, 1).register(registry);
        for (double value : new double[] {0.05, 0.5, 5})
            took.observe(value);
        final Summary size = Summary.builder().name("size_bytes").help("Size.").quantile(0.5, 0.05).register(registry);
        size.observe(1);
        size.observe(3);
    }

    private static void twice() throws IOException {
        final PushGateway gateway = gateway("batch").build();
        gateway.pushAdd();
        gateway.push();
    }

    private static void everyTypeTwice() throws IOException {
        everyType();
        twice();
    }

    /** Classic and native at once, as the library makes them when it is told nothing. */
    private static void bothHistograms() throws IOException {
        final Histogram took = Histogram.builder().name("took_seconds").help("Took.").register(registry);
        for (double value : new double[] {0.05, 0.5, 0.5, 700})
            took.observe(value);
        twice();
    }

    private static void nativeOnly() throws IOException {
        final Histogram took = Histogram.builder().name("took_seconds").help("Took.").nativeOnly().register(registry);
        for (double value : new double[] {-3, 0, 0.5, 0.5, 1, 700})
            took.observe(value);
        twice();
    }

    private static void exemplar() throws IOException {
        Counter.builder().name("done_total").help("Done.").register(registry)
                .incWithExemplar(2, io.prometheus.metrics.model.snapshots.Labels.of("trace_id", "abc"));
        gateway("batch").build().pushAdd();
    }

    private static void infoAndState() throws IOException {
        Info.builder().name("build_info").help("Build.").labelNames("version").register(registry).setLabelValues("1.2");
        final StateSet stage = StateSet.builder().name("stage").help("Stage.").states("running", "stopped")
                .register(registry);
        stage.setTrue("running");
        twice();
    }

    private static void marksInGroup() throws IOException {
        one();
        gateway("a/b").groupingKey("place", "Zürich").groupingKey("empty", "").groupingKey("path", "/var/lib").build()
                .pushAdd();
    }

    private static void deletion() throws IOException {
        one();
        gateway("a/b").build().push();
        gateway("kept").build().push();
        gateway("kept").groupingKey("shard", "1").build().push();
        gateway("a/b").build().delete();
        gateway("kept").groupingKey("shard", "1").build().delete();
    }

    private static void refused() throws IOException {
        final Gauge gauge = Gauge.builder().name("done_sum").help("A gauge.").register(registry);
        gateway("batch").build().pushAdd();
        registry.unregister(gauge);
        Summary.builder().name("done").help("Done.").register(registry).observe(1);
        gateway("batch").build().pushAdd();
    }

    /** What Spring Boot does every minute. */
    private static void micrometer() throws IOException {
        final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry,
                io.micrometer.core.instrument.Clock.SYSTEM);
        meters.counter("orders.taken", "shop", "north").increment(3);
        meters.gauge("oven.heat", 20.5);
        final Timer baking = Timer.builder("baking").serviceLevelObjectives(Duration.ofSeconds(1)).register(meters);
        baking.record(Duration.ofMillis(500));
        baking.record(Duration.ofSeconds(2));
        DistributionSummary.builder("parcel.size").baseUnit("grams").register(meters).record(350);
        twice();
    }

    private static final Map<String, Scenario> scenarios = Map.ofEntries(
            Map.entry("everyTypeTwice", Push::everyTypeTwice),
            Map.entry("bothHistograms", Push::bothHistograms),
            Map.entry("nativeOnly", Push::nativeOnly),
            Map.entry("exemplar", Push::exemplar),
            Map.entry("infoAndState", Push::infoAndState),
            Map.entry("marksInGroup", Push::marksInGroup),
            Map.entry("deletion", Push::deletion),
            Map.entry("refused", Push::refused),
            Map.entry("micrometer", Push::micrometer));

    public static void main(String[] arguments) {
        address = arguments[0];
        if (arguments.length > 2)
            format = Format.valueOf(arguments[2]);
        try {
            scenarios.get(arguments[1]).play();
            System.out.println("done");
        } catch (IOException error) {
            System.out.println(error.getMessage());
        }
    }
}
