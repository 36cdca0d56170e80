package dev.weft.runtime.state;

/** What an operator sees when its state is about to be saved. */
public interface StateSnapshotContext extends FunctionSnapshotContext {}
