package dev.weft.state.api;

import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;

/** The first numbers, from 0; before it gives more it waits for a checkpoint, which a test does not let be taken. */
final class GatedNumbers extends NumberSequenceSource {

    private static final long serialVersionUID = 1L;

    private final long first;

    GatedNumbers(long first) {
        super(0, 10 * first);
        this.first = first;
    }

    @Override
    public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new RateLimitedSourceReader<>(
                super.createReader(context),
                RateLimiterStrategy.perCheckpoint((int) first).createRateLimiter(context.currentParallelism()));
    }
}
