package dev.weft.runtime.state;

import dev.weft.annotation.PublicEvolving;

/** What a function sees when its state is about to be saved. */
@PublicEvolving
public interface FunctionSnapshotContext extends ManagedSnapshotContext {}
