package dev.weft.connector.datagen.source;

import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.lib.util.IteratorSourceReaderBase;
import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.NumberSequenceIterator;

/** Source reader that emits what a generator function returns for the numbers of its splits. For the task's thread. */
@SuppressWarnings("try") // closing may be interrupted
final class GeneratingReader<OUT>
        extends IteratorSourceReaderBase<Long, OUT, NumberSequenceIterator, NumberSequenceSource.NumberSequenceSplit> {
    private final GeneratorFunction<Long, OUT> generator;

    GeneratingReader(SourceReaderContext context, GeneratorFunction<Long, OUT> generator) {
        super(context);
        this.generator = generator;
    }

    @Override
    protected OUT convert(Long number) {
        try {
            return generator.map(number);
        } catch (Exception e) {
            throw new FlinkRuntimeException(
                    "the generator " + generator.getClass().getName() + " failed for number " + number, e);
        }
    }

    @Override
    public void close() throws Exception {
        generator.close();
    }
}
