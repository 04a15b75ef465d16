// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes and checks the recorded bodies beside it with the libraries that others use: client_golang, the generated code
// of client_model, and the parser of Prometheus. To run it, in a copy of this folder:
//
//	go mod init bodies
//	go get github.com/prometheus/client_golang@v1.22.0 github.com/prometheus/prometheus@v0.305.0
//	go run bodies.go make        # client_golang.pb, random.pb and what is in them, as RecordingMetricSink writes it
//	go run bodies.go read < written.pb > written.log         # what client_model reads in ProtobufWriter's output
//	go run bodies.go scrape < written.pb > written.scrape    # what Prometheus makes of it
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"google.golang.org/protobuf/encoding/protodelim"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func number(v float64) string {
	if math.IsNaN(v) {
		return "NaN"
	}
	return strings.Replace(strconv.FormatFloat(v, 'g', -1, 64), "Inf", "Inf", 1)
}

func labelText(pairs []*dto.LabelPair) string {
	var parts []string
	for _, p := range pairs {
		parts = append(parts, p.GetName()+"="+strconv.Quote(p.GetValue()))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func seconds(t *timestamppb.Timestamp) float64 {
	return float64(t.GetSeconds()) + float64(t.GetNanos())/1e9
}

func exemplarText(e *dto.Exemplar) string {
	text := "#" + labelText(e.GetLabel()) + " " + number(e.GetValue())
	if e.Timestamp != nil {
		text += "@" + number(seconds(e.Timestamp))
	}
	return text
}

func buckets(spans []*dto.BucketSpan, deltas []int64, counts []float64) string {
	var parts []string
	index, next, running := int64(0), 0, int64(0)
	for _, s := range spans {
		index += int64(s.GetOffset())
		for i := uint32(0); i < s.GetLength(); i++ {
			count := 0.0
			if len(counts) > 0 {
				count = counts[next]
			} else {
				running += deltas[next]
				count = float64(running)
			}
			if count != 0 {
				parts = append(parts, fmt.Sprintf("%d:%s", index, number(count)))
			}
			next++
			index++
		}
	}
	return "[" + strings.Join(parts, " ") + "]"
}

func histogramText(h *dto.Histogram) string {
	text := ""
	if h.CreatedTimestamp != nil {
		text += " created=" + number(seconds(h.CreatedTimestamp))
	}
	if h.SampleSum != nil {
		text += " sum=" + number(h.GetSampleSum())
	}
	count := float64(h.GetSampleCount())
	if h.GetSampleCountFloat() > 0 {
		count = h.GetSampleCountFloat()
	}
	text += " count=" + number(count)
	exemplars := ""
	for _, b := range h.GetBucket() {
		cumulative := float64(b.GetCumulativeCount())
		if b.GetCumulativeCountFloat() > 0 {
			cumulative = b.GetCumulativeCountFloat()
		}
		text += " " + number(b.GetUpperBound()) + ":" + number(cumulative)
		if b.Exemplar != nil {
			exemplars += " " + number(b.GetUpperBound()) + exemplarText(b.Exemplar)
		}
	}
	for _, e := range h.GetExemplars() {
		bound := math.Inf(1)
		for _, b := range h.GetBucket() {
			if e.GetValue() <= b.GetUpperBound() {
				bound = math.Min(bound, b.GetUpperBound())
			}
		}
		exemplars += " " + number(bound) + exemplarText(e)
	}
	text += exemplars
	isFloat := h.GetSampleCountFloat() > 0
	zero := float64(h.GetZeroCount())
	kind := "native"
	if isFloat {
		kind = "float"
		zero = h.GetZeroCountFloat()
	}
	if len(h.PositiveSpan)+len(h.NegativeSpan) > 0 || h.GetZeroThreshold() > 0 || zero > 0 {
		text += fmt.Sprintf(" %s schema=%d zero=%s:%s negative=%s positive=%s", kind, h.GetSchema(), number(h.GetZeroThreshold()),
			number(zero), buckets(h.NegativeSpan, h.NegativeDelta, h.NegativeCount),
			buckets(h.PositiveSpan, h.PositiveDelta, h.PositiveCount))
	}
	return text
}

func metricText(m *dto.Metric) string {
	text := labelText(m.GetLabel())
	switch {
	case m.Counter != nil:
		if m.Counter.CreatedTimestamp != nil {
			text += " created=" + number(seconds(m.Counter.CreatedTimestamp))
		}
		if m.Counter.Exemplar != nil {
			text += " " + exemplarText(m.Counter.Exemplar)
		}
		text += " = " + number(m.Counter.GetValue())
	case m.Gauge != nil:
		text += " = " + number(m.Gauge.GetValue())
	case m.Untyped != nil:
		text += " = " + number(m.Untyped.GetValue())
	case m.Summary != nil:
		if m.Summary.CreatedTimestamp != nil {
			text += " created=" + number(seconds(m.Summary.CreatedTimestamp))
		}
		if m.Summary.SampleSum != nil {
			text += " sum=" + number(m.Summary.GetSampleSum())
		}
		if m.Summary.SampleCount != nil {
			text += " count=" + number(float64(m.Summary.GetSampleCount()))
		}
		for _, q := range m.Summary.Quantile {
			text += " " + number(q.GetQuantile()) + ":" + number(q.GetValue())
		}
	default:
		text += histogramText(m.Histogram)
	}
	return text + "\n"
}

func familyText(f *dto.MetricFamily) string {
	text := strings.ReplaceAll(strings.ToLower(f.GetType().String()), "_", "") + " " + f.GetName()
	if f.GetHelp() != "" {
		text += " " + strconv.Quote(f.GetHelp())
	}
	if f.GetUnit() != "" {
		text += " unit " + strconv.Quote(f.GetUnit())
	}
	text += "\n"
	for _, m := range f.Metric {
		text += metricText(m)
	}
	return text
}

func write(name string, families []*dto.MetricFamily) {
	var body bytes.Buffer
	encoder := expfmt.NewEncoder(&body, expfmt.NewFormat(expfmt.TypeProtoDelim))
	log := ""
	for _, f := range families {
		check(encoder.Encode(f))
		log += familyText(f)
	}
	check(os.WriteFile(name+".pb", body.Bytes(), 0o644))
	check(os.WriteFile(name+".log", []byte(log), 0o644))
}

// One of each kind that client_golang makes, as a batch job would have them.
func clientBody() []*dto.MetricFamily {
	registry := prometheus.NewRegistry()
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total", Help: "Requests \"served\"."}, []string{"code", "path"})
	requests.WithLabelValues("200", "/a \\ b\n").(prometheus.ExemplarAdder).AddWithExemplar(17, prometheus.Labels{"trace_id": "abc"})
	requests.WithLabelValues("500", "/é").Add(0.5)
	level := prometheus.NewGauge(prometheus.GaugeOpts{Name: "level", Help: "A level.", ConstLabels: prometheus.Labels{"zone": ""}})
	level.Set(math.Inf(-1))
	classic := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "classic_seconds", Help: "Classic.", Buckets: []float64{0.1, 1, 10}})
	native := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "native_seconds", Help: "Native.", NativeHistogramBucketFactor: 1.1})
	both := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "both_seconds", Help: "Both.", NativeHistogramBucketFactor: 1.5, Buckets: []float64{0.5, 2}}, []string{"kind"})
	empty := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "empty_seconds", Help: "Native, of nothing.", NativeHistogramBucketFactor: 2, NativeHistogramZeroThreshold: -1})
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 200; i++ {
		v := math.Exp(random.NormFloat64() * 2)
		classic.(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"i": strconv.Itoa(i)})
		native.(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"i": strconv.Itoa(i)})
		both.WithLabelValues("mixed").Observe(v - 1)
		both.WithLabelValues("zeros").Observe(0)
	}
	sizes := prometheus.NewSummary(prometheus.SummaryOpts{Name: "sizes", Help: "Sizes.", Objectives: map[float64]float64{0.5: 0.05, 0.99: 0.001}})
	plain := prometheus.NewSummary(prometheus.SummaryOpts{Name: "plain", Help: "No quantiles."})
	never := prometheus.NewSummary(prometheus.SummaryOpts{Name: "never", Help: "Of nothing.", Objectives: map[float64]float64{0.5: 0.05}})
	for i := 0; i < 100; i++ {
		sizes.Observe(float64(i))
		plain.Observe(float64(i) / 8)
	}
	untyped := prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "anything"}, func() float64 { return math.NaN() })
	registry.MustRegister(requests, level, classic, native, both, empty, sizes, plain, never, untyped)
	families, err := registry.Gather()
	check(err)
	return families
}

type maker struct{ *rand.Rand }

func (r maker) value() float64 {
	switch r.Intn(5) {
	case 0:
		return 0
	case 1:
		return float64(r.Intn(100))
	case 2:
		return r.NormFloat64() * 1e300
	case 3:
		return math.Inf(r.Intn(2)*2 - 1)
	}
	return r.NormFloat64()
}

func (r maker) labels(most int) (pairs []*dto.LabelPair) {
	for i := r.Intn(most + 1); i > 0; i-- {
		value := strings.Repeat("v", r.Intn(5)*r.Intn(60))
		pairs = append(pairs, &dto.LabelPair{Name: proto.String("l" + strconv.Itoa(r.Intn(1000))), Value: proto.String(value + "é")})
	}
	return pairs
}

func (r maker) time() *timestamppb.Timestamp {
	return &timestamppb.Timestamp{Seconds: 1_700_000_000 + int64(r.Intn(1000)), Nanos: int32(r.Intn(1000)) * 1_000_000}
}

func (r maker) exemplar() *dto.Exemplar {
	e := &dto.Exemplar{Value: proto.Float64(r.value())}
	if r.Intn(2) == 0 {
		e.Timestamp = r.time()
	}
	for i := r.Intn(3); i > 0; i-- {
		e.Label = append(e.Label, &dto.LabelPair{Name: proto.String("t" + strconv.Itoa(i)), Value: proto.String(strings.Repeat("é", r.Intn(50)))})
	}
	return e
}

func (r maker) spans() (spans []*dto.BucketSpan, counts []uint64) {
	for i := r.Intn(5); i > 0; i-- {
		offset := int32(r.Intn(10))
		if len(spans) == 0 {
			offset -= 5
		}
		length := uint32(r.Intn(4))
		spans = append(spans, &dto.BucketSpan{Offset: proto.Int32(offset), Length: proto.Uint32(length)})
		for ; length > 0; length-- {
			counts = append(counts, uint64(r.Intn(3)*r.Intn(1000)))
		}
	}
	return spans, counts
}

func (r maker) histogram() *dto.Histogram {
	h := &dto.Histogram{}
	isFloat := r.Intn(3) == 0
	total := uint64(1)
	if r.Intn(2) == 0 {
		h.Schema = proto.Int32(int32(r.Intn(13) - 4))
		h.ZeroThreshold = proto.Float64(0.001)
		for side := 0; side < 2; side++ {
			spans, counts := r.spans()
			var deltas []int64
			var floats []float64
			before := uint64(0)
			for _, c := range counts {
				total += c
				floats = append(floats, float64(c))
				deltas = append(deltas, int64(c)-int64(before))
				before = c
			}
			if isFloat {
				deltas = nil
			} else {
				floats = nil
			}
			if side == 0 {
				h.NegativeSpan, h.NegativeDelta, h.NegativeCount = spans, deltas, floats
			} else {
				h.PositiveSpan, h.PositiveDelta, h.PositiveCount = spans, deltas, floats
			}
		}
		if isFloat {
			h.ZeroCountFloat = proto.Float64(1)
		} else {
			h.ZeroCount = proto.Uint64(1)
		}
		if r.Intn(2) == 0 {
			h.Exemplars = append(h.Exemplars, r.exemplar(), r.exemplar())
		}
	} else {
		total = uint64(r.Intn(1000)) + 1
	}
	for i, bound := 0, 0.5; i < r.Intn(8); i++ {
		b := &dto.Bucket{UpperBound: proto.Float64(bound)}
		count := total * uint64(i) / 8
		if isFloat {
			b.CumulativeCountFloat = proto.Float64(float64(count))
		} else {
			b.CumulativeCount = proto.Uint64(count)
		}
		if r.Intn(4) == 0 {
			b.Exemplar = r.exemplar()
		}
		h.Bucket = append(h.Bucket, b)
		bound *= 2
	}
	if isFloat {
		h.SampleCountFloat = proto.Float64(float64(total))
	} else {
		h.SampleCount = proto.Uint64(total)
	}
	if r.Intn(4) != 0 {
		h.SampleSum = proto.Float64(r.NormFloat64())
	}
	if r.Intn(2) == 0 {
		h.CreatedTimestamp = r.time()
	}
	return h
}

func (r maker) metric(kind dto.MetricType) *dto.Metric {
	m := &dto.Metric{Label: r.labels(4)}
	switch kind {
	case dto.MetricType_COUNTER:
		m.Counter = &dto.Counter{Value: proto.Float64(math.Abs(r.value()))}
		if r.Intn(2) == 0 {
			m.Counter.Exemplar = r.exemplar()
		}
		if r.Intn(2) == 0 {
			m.Counter.CreatedTimestamp = r.time()
		}
	case dto.MetricType_GAUGE:
		m.Gauge = &dto.Gauge{Value: proto.Float64(r.value())}
	case dto.MetricType_UNTYPED:
		m.Untyped = &dto.Untyped{Value: proto.Float64(r.value())}
	case dto.MetricType_SUMMARY:
		m.Summary = &dto.Summary{}
		if r.Intn(4) != 0 {
			m.Summary.SampleSum = proto.Float64(r.value())
		}
		if r.Intn(4) != 0 {
			m.Summary.SampleCount = proto.Uint64(uint64(r.Intn(1000)))
		}
		for i := r.Intn(4); i > 0; i-- {
			m.Summary.Quantile = append(m.Summary.Quantile, &dto.Quantile{Quantile: proto.Float64(float64(i) / 8), Value: proto.Float64(r.value())})
		}
	default:
		m.Histogram = r.histogram()
	}
	return m
}

func randomBody() (families []*dto.MetricFamily) {
	r := maker{rand.New(rand.NewSource(7))}
	for i := 0; i < 60; i++ {
		kind := dto.MetricType(r.Intn(6))
		f := &dto.MetricFamily{Name: proto.String("f" + strconv.Itoa(i)), Type: kind.Enum()}
		if r.Intn(2) == 0 {
			f.Help = proto.String("Help of a family.")
		}
		if r.Intn(4) == 0 {
			f.Unit = proto.String("seconds")
		}
		for j := 1 + r.Intn(5); j > 0; j-- {
			f.Metric = append(f.Metric, r.metric(kind))
		}
		families = append(families, f)
	}
	return families
}

func read(body io.Reader) {
	buffered := bytes.NewBuffer(nil)
	_, err := io.Copy(buffered, body)
	check(err)
	for {
		family := &dto.MetricFamily{}
		err := protodelim.UnmarshalOptions{}.UnmarshalFrom(buffered, family)
		if errors.Is(err, io.EOF) {
			return
		}
		check(err)
		fmt.Print(familyText(family))
	}
}

// Every entry as a scrape sees it, native and classic.
func scrape(body io.Reader) {
	all, err := io.ReadAll(body)
	check(err)
	parser := textparse.NewProtobufParser(all, true, false, labels.NewSymbolTable())
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		check(err)
		var set labels.Labels
		switch entry {
		case textparse.EntryType:
			name, kind := parser.Type()
			fmt.Printf("TYPE %s %s\n", name, kind)
		case textparse.EntryHelp:
			name, help := parser.Help()
			fmt.Printf("HELP %s %q\n", name, help)
		case textparse.EntryUnit:
			name, unit := parser.Unit()
			fmt.Printf("UNIT %s %s\n", name, unit)
		case textparse.EntrySeries:
			_, _, value := parser.Series()
			parser.Labels(&set)
			fmt.Printf("%s %s created %d\n", set, number(value), parser.CreatedTimestamp())
		case textparse.EntryHistogram:
			_, _, whole, float := parser.Histogram()
			parser.Labels(&set)
			if whole != nil {
				check(whole.Validate())
				fmt.Printf("%s integers %s created %d\n", set, whole, parser.CreatedTimestamp())
			} else {
				check(float.Validate())
				fmt.Printf("%s floats %s created %d\n", set, float, parser.CreatedTimestamp())
			}
		}
		if entry == textparse.EntrySeries || entry == textparse.EntryHistogram {
			for e := (exemplar.Exemplar{}); parser.Exemplar(&e); e = (exemplar.Exemplar{}) {
				fmt.Printf("  exemplar %s %s %d\n", e.Labels, number(e.Value), e.Ts)
			}
		}
	}
}

func main() {
	switch os.Args[1] {
	case "make":
		write("client_golang", clientBody())
		write("random", randomBody())
	case "read":
		read(os.Stdin)
	case "scrape":
		scrape(os.Stdin)
	}
}
