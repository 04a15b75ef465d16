// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Push runs one of the scenarios below against a gateway: push URL SCENARIO [FORMAT]. It prints "done", or what was
// refused.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/push"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

var (
	url     = os.Args[1]
	formats = map[string]expfmt.Format{
		"text":        expfmt.NewFormat(expfmt.TypeTextPlain),
		"openmetrics": expfmt.NewFormat(expfmt.TypeOpenMetrics),
		"protobuf":    expfmt.NewFormat(expfmt.TypeProtoDelim),
		"utf8":        expfmt.NewFormat(expfmt.TypeProtoDelim).WithEscapingScheme(model.NoEscaping),
		"utf8-text":   expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.NoEscaping),
	}
)

// pusher takes the format of the command line, or else the library's own choice.
func pusher(job string, collectors ...prometheus.Collector) *push.Pusher {
	made := push.New(url, job)
	for _, one := range collectors {
		made.Collector(one)
	}
	if len(os.Args) > 3 {
		made.Format(formats[os.Args[3]])
	}
	return made
}

func counter(name string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: "Done."})
}

func one() prometheus.Counter {
	made := counter("done_total")
	made.Inc()
	return made
}

func everyType() []prometheus.Collector {
	done := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "done_total", Help: "Done."}, []string{"kind"})
	done.WithLabelValues(`a "b"`).Add(2)
	heat := prometheus.NewGauge(prometheus.GaugeOpts{Name: "heat", Help: "Heat."})
	heat.Set(20.5)
	took := prometheus.NewHistogram(
		prometheus.HistogramOpts{Name: "took_seconds", Help: "Took.", Buckets: []float64{0.1, 1}})
	for _, value := range []float64{0.05, 0.5, 5} {
		took.Observe(value)
	}
	size := prometheus.NewSummary(
		prometheus.SummaryOpts{Name: "size_bytes", Help: "Size.", Objectives: map[float64]float64{0.5: 0.05}})
	size.Observe(1)
	size.Observe(3)
	return []prometheus.Collector{done, heat, took, size}
}

func twice(made *push.Pusher) error {
	if err := made.Add(); err != nil {
		return err
	}
	return made.Push()
}

// native has observations on both sides of zero, one in the zero bucket, and, with bounds, classic buckets, too.
func native(factor float64, bounds []float64) prometheus.Collector {
	took := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "took_seconds", Help: "Took.", Buckets: bounds, NativeHistogramBucketFactor: factor})
	for _, value := range []float64{-3, 0, 0.5, 0.5, 1, 700} {
		took.Observe(value)
	}
	return took
}

func withExemplars() []prometheus.Collector {
	done := counter("done_total")
	done.(prometheus.ExemplarAdder).AddWithExemplar(2, prometheus.Labels{"trace_id": "abc"})
	took := prometheus.NewHistogram(
		prometheus.HistogramOpts{Name: "took_seconds", Help: "Took.", Buckets: []float64{0.1, 1}})
	took.(prometheus.ExemplarObserver).ObserveWithExemplar(0.5, prometheus.Labels{"trace_id": "def"})
	return []prometheus.Collector{done, took}
}

func many() prometheus.Collector {
	done := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "done_total", Help: "Done."}, []string{"n"})
	for n := range 20000 {
		done.WithLabelValues(strconv.Itoa(n)).Inc()
	}
	return done
}

func gauge(name string) prometheus.Collector {
	made := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "A gauge."})
	made.Set(1)
	return made
}

func deletion() error {
	for _, made := range []*push.Pusher{
		pusher("a/b", one()), pusher("kept", one()), pusher("kept", one()).Grouping("shard", "1")} {
		if err := made.Add(); err != nil {
			return err
		}
	}
	if err := pusher("a/b").Delete(); err != nil {
		return err
	}
	return pusher("kept").Grouping("shard", "1").Delete()
}

func refused() error {
	if err := pusher("batch", gauge("done_total")).Add(); err != nil {
		return err
	}
	return pusher("batch", one()).Add()
}

var scenarios = map[string]func() error{
	"everyTypeTwice": func() error { return twice(pusher("batch", everyType()...)) },
	"slashInJobAndGroup": func() error {
		return pusher("a/b", one()).Grouping("path", "/var/lib").Grouping("place", "Zürich").Grouping("empty", "").Add()
	},
	"spaceInGroup": func() error { return pusher("batch", one()).Grouping("words", "two words").Add() },
	"deletion":     deletion,
	"refused":      refused,
	"empty":        func() error { return pusher("batch").Add() },
	"large":        func() error { return pusher("batch", many()).Add() },
	"exemplars":    func() error { return pusher("batch", withExemplars()...).Add() },
	"native":       func() error { return twice(pusher("batch", native(1.1, []float64{}))) },
	"nativeAndClassic": func() error {
		return twice(pusher("batch", native(1.1, []float64{0.1, 1})))
	},
	"nativeOfTwoSchemas": func() error {
		if err := pusher("batch", native(1.1, []float64{})).Add(); err != nil {
			return err
		}
		return pusher("batch", native(2, []float64{})).Add()
	},
	"nativeWithoutObservations": func() error {
		return pusher("batch", prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "took_seconds", Help: "Took.", NativeHistogramBucketFactor: 1.1})).Add()
	},
	"dottedName": func() error { return pusher("batch", gauge("oven.heat")).Add() },
	"nameWithoutTotal": func() error {
		done := counter("done")
		done.Inc()
		return twice(pusher("batch", done))
	},
}

func main() {
	if err := scenarios[os.Args[2]](); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("done")
}
