package dev.weft.api.common.eventtime;

import java.io.Serializable;

/** A {@link TimestampAssigner} that can travel. */
@FunctionalInterface
public interface SerializableTimestampAssigner<T> extends TimestampAssigner<T>, Serializable {}
