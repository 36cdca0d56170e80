package dev.weft.engine.testing;

import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * A range of numbers of which so many come from one complete checkpoint to the next: what happens after a checkpoint hits the middle
 * of the input, however fast the job is.
 */
public final class GatedNumbers extends NumberSequenceSource {

    private static final long serialVersionUID = 1L;

    private final int perCheckpoint;

    /** The last number is {@code to}. */
    public GatedNumbers(long from, long to, int perCheckpoint) {
        super(from, to);
        this.perCheckpoint = perCheckpoint;
    }

    @Override
    public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new RateLimitedSourceReader<>(
                super.createReader(context),
                RateLimiterStrategy.perCheckpoint(perCheckpoint).createRateLimiter(context.currentParallelism()));
    }
}
