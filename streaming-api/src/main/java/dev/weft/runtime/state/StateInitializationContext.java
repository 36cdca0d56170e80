package dev.weft.runtime.state;

/** What an operator sees when its state is set up. */
public interface StateInitializationContext extends FunctionInitializationContext {}
