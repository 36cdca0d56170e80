package dev.weft.api.common;

/** A sink or source of which two attempts may run at the same time; a marker. */
public interface SupportsConcurrentExecutionAttempts {}
