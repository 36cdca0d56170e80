package dev.weft.streaming.api.functions.source;

import java.util.Iterator;
import java.util.Objects;

/** Emits what a serializable iterator gives. */
public class FromIteratorFunction<T> implements SourceFunction<T> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // checked when the program is defined, with the field's name in the message
    private final Iterator<T> iterator;

    private volatile boolean running = true;

    /** Emits what the iterator gives; it must be serializable. */
    public FromIteratorFunction(Iterator<T> iterator) {
        this.iterator = Objects.requireNonNull(iterator, "iterator");
    }

    @Override
    public void run(SourceContext<T> ctx) throws Exception {
        while (running && iterator.hasNext()) {
            ctx.collect(iterator.next());
        }
    }

    @Override
    public void cancel() {
        running = false;
    }
}
