package dev.weft.connector.kafka.source.reader;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Remembers elements with their timestamps, and which splits have an output. */
public final class RecordingOutput implements ReaderOutput<String> {

    private final List<String> elements = new ArrayList<>();
    private final List<String> stamped = new ArrayList<>();
    private final Set<String> openSplits = new TreeSet<>();
    private Optional<RuntimeException> failure = Optional.empty();

    /** Each further element is answered by a failure, as of an operator behind the source. */
    void failWith(RuntimeException thrown) {
        failure = Optional.of(thrown);
    }

    public List<String> elements() {
        return elements;
    }

    /** Each element as {@code split:element@timestamp}. */
    public List<String> stamped() {
        return stamped;
    }

    public Set<String> openSplits() {
        return openSplits;
    }

    @Override
    public void collect(String element) {
        throw new AssertionError("elements go through the outputs of their splits, with a timestamp");
    }

    @Override
    public void collect(String element, long timestamp) {
        throw new AssertionError("elements go through the outputs of their splits");
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<String> createOutputForSplit(String split) {
        openSplits.add(split);
        return new OfSplit(split);
    }

    @Override
    public void releaseOutputForSplit(String split) {
        openSplits.remove(split);
    }

    private void failIfTold() {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private final class OfSplit implements SourceOutput<String> {

        private final String split;

        OfSplit(String split) {
            this.split = split;
        }

        @Override
        public void collect(String element) {
            failIfTold();
            elements.add(element);
            stamped.add(split + ":" + element);
        }

        @Override
        public void collect(String element, long timestamp) {
            failIfTold();
            elements.add(element);
            stamped.add(split + ":" + element + "@" + timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
