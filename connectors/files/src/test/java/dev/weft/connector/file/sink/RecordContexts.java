package dev.weft.connector.file.sink;

import dev.weft.api.connector.sink2.SinkWriter;

/** Contexts of writers' records in tests. */
final class RecordContexts {

    static final SinkWriter.Context NO_TIMESTAMP = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
            return null;
        }
    };

    private RecordContexts() {}
}
