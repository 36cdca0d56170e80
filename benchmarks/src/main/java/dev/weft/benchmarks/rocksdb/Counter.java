package dev.weft.benchmarks.rocksdb;

/** The value of a key: 100 bytes, of which eight are a counter. */
public final class Counter {

    public long count;
    public byte[] payload;

    public Counter() {}

    static Counter fresh() {
        Counter counter = new Counter();
        counter.payload = new byte[88];
        return counter;
    }
}
