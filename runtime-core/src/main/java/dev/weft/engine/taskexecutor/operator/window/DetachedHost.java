package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.exchange.Receiver;

/**
 * The host of windows that run outside of their operator, because state is read or made: what they emit is dropped.
 *
 * @param name of the operator
 */
public record DetachedHost(String name) implements WindowEnvironment.Host, Receiver {

    @Override
    public Receiver main() {
        return this;
    }

    @Override
    public void side(String id, Object value, long timestamp) {}

    @Override
    public RuntimeException failure(Throwable thrown) {
        return new IllegalStateException("windows of operator '" + name + "': " + thrown.getMessage(), thrown);
    }

    @Override
    public void record(Object value, long timestamp) {}

    @Override
    public void watermark(long timestamp) {}

    @Override
    public void idle(boolean idle) {}

    @Override
    public void endOfInput() {}
}
