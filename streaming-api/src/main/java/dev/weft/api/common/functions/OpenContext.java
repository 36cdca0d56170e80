package dev.weft.api.common.functions;

/** What a function learns when it is opened; empty so far, so that it can grow. */
public interface OpenContext {}
