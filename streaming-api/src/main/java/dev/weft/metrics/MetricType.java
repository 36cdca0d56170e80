package dev.weft.metrics;

/** The four kinds of metrics. */
public enum MetricType {
    COUNTER,
    METER,
    GAUGE,
    HISTOGRAM
}
