package dev.weft.benchmarks.rocksdb;

/** A key-value store with 100 bytes per key that is measured. One thread. */
public interface Contender extends AutoCloseable {

    int hash(Object key);

    /** These keys come next. */
    default void expect(Object[] keys, int[] hashes, int count) {}

    /** Reads what the key has, changes or makes it, and writes it back; tells how often this was done with the key. */
    long touch(Object key, int hash) throws Exception;

    @Override
    void close();
}
