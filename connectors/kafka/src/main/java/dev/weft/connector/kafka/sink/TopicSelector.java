package dev.weft.connector.kafka.sink;

import java.io.Serializable;
import java.util.function.Function;

/** Chooses the topic of an element; the result is not null. */
public interface TopicSelector<IN> extends Function<IN, String>, Serializable {}
