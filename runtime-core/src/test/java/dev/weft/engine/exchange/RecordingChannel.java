package dev.weft.engine.exchange;

import java.util.ArrayList;
import java.util.List;

/** Records what an output sends to it. */
public final class RecordingChannel extends OutputChannel {

    final List<Object> values = new ArrayList<>();
    final List<Integer> hashes = new ArrayList<>();
    final List<Element> marks = new ArrayList<>();
    int flushes;
    boolean closed;

    static RecordingChannel[] some(int count) {
        RecordingChannel[] channels = new RecordingChannel[count];
        for (int i = 0; i < count; i++) {
            channels[i] = new RecordingChannel();
        }
        return channels;
    }

    /** An output that sends everything here. */
    public Output output() {
        return new SingleOutput(new OutputChannel[] {this}, 0);
    }

    /** How often it was told to hand over what it has. */
    public int flushes() {
        return flushes;
    }

    @Override
    void add(Object value, long timestamp, int hash) {
        values.add(value);
        hashes.add(hash);
    }

    @Override
    void flush() {
        flushes++;
    }

    @Override
    void mark(Element mark) {
        marks.add(mark);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean hasReserve() {
        return true;
    }

    @Override
    public void askForRoom() {}

    @Override
    void close() {
        closed = true;
    }
}
