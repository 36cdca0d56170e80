package dev.weft.connector.datagen.source;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import dev.weft.api.connector.source.util.ratelimit.RateLimiter;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.api.java.ClosureCleaner;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.util.Collection;
import java.util.Objects;

/**
 * Source that generates elements from the numbers 0 to count - 1, in parallel and optionally at a limited rate. A count
 * of {@link Long#MAX_VALUE} makes it unbounded. With the same function it generates the same elements again after a
 * failure.
 */
public class DataGeneratorSource<OUT>
        implements Source<
                        OUT,
                        NumberSequenceSource.NumberSequenceSplit,
                        Collection<NumberSequenceSource.NumberSequenceSplit>>,
                ResultTypeQueryable<OUT> {
    private static final long serialVersionUID = 1L;

    private final GeneratorFunction<Long, OUT> generator;
    private final long count;
    private final RateLimiterStrategy rateLimit;
    private final TypeInformation<OUT> type;
    private final NumberSequenceSource numbers;

    /**
     * Elements as fast as they are taken.
     *
     * @param generatorFunction makes an element from its number; serializable
     * @param count how many elements, at least 1; {@link Long#MAX_VALUE} for an unbounded source
     * @param typeInfo of the elements
     */
    public DataGeneratorSource(
            GeneratorFunction<Long, OUT> generatorFunction, long count, TypeInformation<OUT> typeInfo) {
        this(generatorFunction, count, RateLimiterStrategy.noOp(), typeInfo);
    }

    /**
     * Elements at a rate.
     *
     * @param generatorFunction makes an element from its number; serializable
     * @param count how many elements, at least 1; {@link Long#MAX_VALUE} for an unbounded source
     * @param rateLimiterStrategy how fast, over all readers
     * @param typeInfo of the elements
     */
    public DataGeneratorSource(
            GeneratorFunction<Long, OUT> generatorFunction,
            long count,
            RateLimiterStrategy rateLimiterStrategy,
            TypeInformation<OUT> typeInfo) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of elements is " + count + ", it must be at least 1");
        }
        this.generator = Objects.requireNonNull(generatorFunction, "generatorFunction");
        this.count = count;
        this.rateLimit = Objects.requireNonNull(rateLimiterStrategy, "rateLimiterStrategy");
        this.type = Objects.requireNonNull(typeInfo, "typeInfo");
        this.numbers = new NumberSequenceSource(0, count - 1);
        ClosureCleaner.clean(generatorFunction, ExecutionConfig.ClosureCleanerLevel.RECURSIVE, true);
    }

    @Override
    public TypeInformation<OUT> getProducedType() {
        return type;
    }

    @Override
    public Boundedness getBoundedness() {
        return count == Long.MAX_VALUE ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<OUT, NumberSequenceSource.NumberSequenceSplit> createReader(SourceReaderContext readerContext)
            throws Exception {
        generator.open(readerContext);
        RateLimiter limiter = rateLimit.createRateLimiter(readerContext.currentParallelism());
        return new RateLimitedSourceReader<>(new GeneratingReader<>(readerContext, generator), limiter);
    }

    @Override
    public SplitEnumerator<
                    NumberSequenceSource.NumberSequenceSplit, Collection<NumberSequenceSource.NumberSequenceSplit>>
            createEnumerator(SplitEnumeratorContext<NumberSequenceSource.NumberSequenceSplit> enumContext) {
        return numbers.createEnumerator(enumContext);
    }

    @Override
    public SplitEnumerator<
                    NumberSequenceSource.NumberSequenceSplit, Collection<NumberSequenceSource.NumberSequenceSplit>>
            restoreEnumerator(
                    SplitEnumeratorContext<NumberSequenceSource.NumberSequenceSplit> enumContext,
                    Collection<NumberSequenceSource.NumberSequenceSplit> checkpoint) {
        return numbers.restoreEnumerator(enumContext, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSource.NumberSequenceSplit> getSplitSerializer() {
        return numbers.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSource.NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return numbers.getEnumeratorCheckpointSerializer();
    }
}
