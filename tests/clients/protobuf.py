# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and writes delimited io.prometheus.client.MetricFamily messages by hand, without a library that might share
a view of them with anybody else."""

import struct

TYPES = ("counter", "gauge", "summary", "untyped", "histogram", "gaugehistogram")  # the enum, from 0 on


def families(body):
    """The families of a body: name, type, help, unit and `metrics`, whose keys are those that were on the wire."""
    at = 0
    while at < len(body):
        length, at = _varint(body, at)
        if at + length > len(body):
            raise ValueError("the last message is cut off")
        yield _family(_fields(body[at:at + length]))
        at += length


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7f) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _fields(data):
    """What a message holds: number of the field to the list of its values."""
    found, at = {}, 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
        elif kind == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif kind == 2:
            length, at = _varint(data, at)
            value, at = data[at:at + length], at + length
            if len(value) != length:
                raise ValueError("a field is cut off")
        else:
            raise ValueError(f"wire type {kind} does not occur in a MetricFamily")
        found.setdefault(number, []).append(value)
    return found


def _last(fields, number, default=None):
    return fields[number][-1] if number in fields else default


def _messages(fields, number):
    return [_fields(data) for data in fields.get(number, ())]


def _signed(value):
    """Of a zigzag varint."""
    return (value >> 1) ^ -(value & 1)


def _packed(fields, number, read):
    """A repeated number, whether packed or not."""
    for value in fields.get(number, ()):
        if not isinstance(value, bytes):
            yield value
            continue
        at = 0
        while at < len(value):
            one, at = read(value, at)
            yield one


def _double(data, at):
    return struct.unpack_from("<d", data, at)[0], at + 8


def _family(fields):
    family = {"name": _last(fields, 1, b"").decode(), "type": TYPES[_last(fields, 3, 0)],
              "help": _last(fields, 2, b"").decode(), "unit": _last(fields, 5, b"").decode()}
    family["metrics"] = [_metric(metric, family["type"]) for metric in _messages(fields, 4)]
    return family


def _labels(fields, number=1):
    return [(_last(pair, 1, b"").decode(), _last(pair, 2, b"").decode()) for pair in _messages(fields, number)]


def _metric(fields, kind):
    if 6 in fields:
        raise ValueError("a metric with a timestamp")
    metric = {"labels": _labels(fields)}
    number = {"gauge": 2, "counter": 3, "summary": 4, "untyped": 5}.get(kind, 7)
    if set(fields) - {1} != {number}:
        raise ValueError(f"a {kind} with the fields {sorted(fields)}")
    value = _fields(fields[number][-1])
    {2: _number, 3: _counter, 4: _summary, 5: _number, 7: _histogram}[number](metric, value)
    return metric


def _number(metric, fields):
    metric["value"] = _last(fields, 1, 0.0)


def _counter(metric, fields):
    _number(metric, fields)
    if 2 in fields:
        metric["exemplar"] = _exemplar(_messages(fields, 2)[-1])
    _created(metric, fields, 3)


def _summary(metric, fields):
    _count(metric, "count", fields, 1)
    _count(metric, "sum", fields, 2)
    metric["quantiles"] = [(_last(one, 1, 0.0), _last(one, 2, 0.0)) for one in _messages(fields, 3)]
    _created(metric, fields, 4)


def _histogram(metric, fields):
    _count(metric, "count", fields, 4, 1)
    _count(metric, "sum", fields, 2)
    metric["buckets"] = [
        (_last(one, 2, 0.0), float(_last(one, 4) or _last(one, 1, 0)),
         _exemplar(_messages(one, 3)[-1]) if 3 in one else None) for one in _messages(fields, 3)]
    _created(metric, fields, 15)
    if 5 in fields or 9 in fields or 12 in fields:
        metric["native"] = {
            "schema": _signed(_last(fields, 5, 0)), "zero_threshold": _last(fields, 6, 0.0),
            "zero_count": float(_last(fields, 8) or _last(fields, 7, 0)),
            "negative": _buckets(fields, 9, 10, 11), "positive": _buckets(fields, 12, 13, 14),
            "exemplars": [_exemplar(one) for one in _messages(fields, 16)]}


def _count(metric, key, fields, *numbers):
    """The first of these fields that is there and not 0, as floats override whole counts."""
    there = [_last(fields, number) for number in numbers if number in fields]
    if there:
        metric[key] = float(next(filter(None, there), 0))


def _created(metric, fields, number):
    if number in fields:
        metric["created"] = _time(_messages(fields, number)[-1])


def _time(fields):
    return _last(fields, 1, 0) + _last(fields, 2, 0) / 1e9


def _exemplar(fields):
    return dict(_labels(fields)), _last(fields, 2, 0.0), _time(_messages(fields, 3)[-1]) if 3 in fields else None


def _buckets(fields, spans, deltas, counts):
    """Index of each native bucket to its own count; empty ones are left out."""
    indexes, next_index = [], 0
    for span in _messages(fields, spans):
        next_index += _signed(_last(span, 1, 0))
        indexes += range(next_index, next_index + _last(span, 2, 0))
        next_index += _last(span, 2, 0)
    values, count = list(_packed(fields, counts, _double)), 0
    for delta in _packed(fields, deltas, _varint):
        count += _signed(delta)
        values.append(float(count))
    if len(values) != len(indexes):
        raise ValueError(f"{len(indexes)} native buckets in spans, {len(values)} counts")
    return {index: value for index, value in zip(indexes, values) if value}


# Writing

def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def message(*fields):
    """A message of pairs: number of the field, and a float, whole number, text or bytes. None leaves a field out."""
    return b"".join(_field(number, value) for number, value in fields if value is not None)


def _field(number, value):
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def labels(number=1, **pairs):
    return [(number, message((1, name), (2, value))) for name, value in pairs.items()]


def zigzag(value):
    return value << 1 ^ (value >> 63) if value >= 0 else (-value << 1) - 1


def family(name, kind, *metrics, text="", unit=None):
    """One delimited family; each metric is a message of its own."""
    whole = message((1, name), (2, text or None), (3, TYPES.index(kind)), *((4, metric) for metric in metrics),
                    (5, unit))
    return varint(len(whole)) + whole
