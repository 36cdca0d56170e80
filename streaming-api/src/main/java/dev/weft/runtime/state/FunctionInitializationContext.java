package dev.weft.runtime.state;

import dev.weft.annotation.PublicEvolving;

/** What a function sees when its state is set up. */
@PublicEvolving
public interface FunctionInitializationContext extends ManagedInitializationContext {}
