package dev.weft.api.connector.source.lib;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.lib.util.IteratorSourceEnumerator;
import dev.weft.api.connector.source.lib.util.IteratorSourceReaderBase;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import dev.weft.util.NumberSequenceIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Given elements, in their order when one reader reads them. They travel in the form of their type's serializer, so
 * they need not be serializable themselves. Splits are ranges of positions.
 */
public final class CollectionSource<T>
        implements Source<
                        T,
                        NumberSequenceSource.NumberSequenceSplit,
                        Collection<NumberSequenceSource.NumberSequenceSplit>>,
                ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> type;
    private final TypeSerializer<T> serializer;
    private final byte[] elements;
    private final int count;

    /**
     * @param elements not null, all of that type; written down at once, so that later changes have no effect
     * @param type of the elements; its serializer carries them
     * @param config the serializers that the program has registered
     * @throws IllegalArgumentException when an element is null or of another type
     */
    public CollectionSource(Collection<T> elements, TypeInformation<T> type, ExecutionConfig config) {
        this.type = Objects.requireNonNull(type, "type");
        this.serializer = type.createSerializer(config.getSerializerConfig());
        this.elements = written(elements, type, serializer);
        this.count = elements.size();
    }

    private static <T> byte[] written(Collection<T> elements, TypeInformation<T> type, TypeSerializer<T> serializer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(bytes);
        int position = 0;
        for (T element : elements) {
            if (element == null) {
                throw new IllegalArgumentException(
                        "element " + position + " is null: elements of a source must not be null");
            }
            if (!type.getTypeClass().isInstance(element)) {
                throw new IllegalArgumentException("element " + position + " is a "
                        + element.getClass().getName() + ", not a "
                        + type.getTypeClass().getName()
                        + ": pass the common type of all elements");
            }
            try {
                serializer.serialize(element, out);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "element " + position + " '" + element + "' cannot be written as " + type, e);
            }
            position++;
        }
        return bytes.toByteArray();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<T, NumberSequenceSource.NumberSequenceSplit> createReader(SourceReaderContext readerContext) {
        return new Reader<>(readerContext, serializer.duplicate(), elements);
    }

    @Override
    public SplitEnumerator<
                    NumberSequenceSource.NumberSequenceSplit, Collection<NumberSequenceSource.NumberSequenceSplit>>
            createEnumerator(SplitEnumeratorContext<NumberSequenceSource.NumberSequenceSplit> enumContext) {
        return count == 0
                ? new IteratorSourceEnumerator<>(enumContext, List.of())
                : positions().createEnumerator(enumContext);
    }

    @Override
    public SplitEnumerator<
                    NumberSequenceSource.NumberSequenceSplit, Collection<NumberSequenceSource.NumberSequenceSplit>>
            restoreEnumerator(
                    SplitEnumeratorContext<NumberSequenceSource.NumberSequenceSplit> enumContext,
                    Collection<NumberSequenceSource.NumberSequenceSplit> checkpoint) {
        return new IteratorSourceEnumerator<>(enumContext, checkpoint);
    }

    private NumberSequenceSource positions() {
        return new NumberSequenceSource(0, Math.max(0, count - 1));
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSource.NumberSequenceSplit> getSplitSerializer() {
        return positions().getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSource.NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return positions().getEnumeratorCheckpointSerializer();
    }

    /** Reads on from where it is; only a split before that makes it begin again. */
    @SuppressWarnings("try") // closing may be interrupted
    private static final class Reader<T>
            extends IteratorSourceReaderBase<
                    Long, T, NumberSequenceIterator, NumberSequenceSource.NumberSequenceSplit> {
        private final TypeSerializer<T> serializer;
        private final byte[] elements;
        private DataInputViewStreamWrapper in;
        private long position;

        Reader(SourceReaderContext context, TypeSerializer<T> serializer, byte[] elements) {
            super(context);
            this.serializer = serializer;
            this.elements = elements;
            begin();
        }

        private void begin() {
            in = new DataInputViewStreamWrapper(new ByteArrayInputStream(elements));
            position = 0;
        }

        @Override
        protected T convert(Long wanted) {
            if (wanted < position) {
                begin();
            }
            try {
                while (position < wanted) {
                    serializer.deserialize(in);
                    position++;
                }
                position++;
                return serializer.deserialize(in);
            } catch (IOException e) {
                throw new UncheckedIOException("element " + wanted + " cannot be read", e);
            }
        }
    }
}
