package dev.weft.api.common.functions;

import java.io.Serializable;

/** The root of everything a user's program hands to the engine to be called: serializable, so that it can travel. */
public interface Function extends Serializable {}
