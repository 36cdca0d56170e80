package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;

/**
 * Kryo serializers for JDK classes whose fields are not accessible, by public accessors and factory methods. The class
 * may change to one with the same behaviour: a node of a map becomes an entry, a direct buffer a heap buffer.
 */
final class PlatformValues {

    private static final List<Rebuilt<?>> ALL = List.of(
            new Rebuilt<>(ByteBuffer.class, new Buffers()),
            new Rebuilt<>(Path.class, new Paths()),
            new Rebuilt<>(Map.Entry.class, new Entries()),
            new Rebuilt<>(Locale.class, new Locales()),
            new Rebuilt<>(IntSummaryStatistics.class, new IntStatistics()),
            new Rebuilt<>(LongSummaryStatistics.class, new LongStatistics()),
            new Rebuilt<>(DoubleSummaryStatistics.class, new DoubleStatistics()),
            new Rebuilt<>(Base64.Encoder.class, new Encoders()),
            new Rebuilt<>(Base64.Decoder.class, new Decoders()));

    /** The serializer for a class and its subclasses in the JDK. Stateless, so shared. */
    private record Rebuilt<T>(Class<T> type, Serializer<? extends T> serializer) {}

    private PlatformValues() {}

    static boolean serves(Class<?> type) {
        return ALL.stream().anyMatch(rebuilt -> rebuilt.type().isAssignableFrom(type));
    }

    static Serializer<?> serializerOf(Class<?> type) {
        return ALL.stream()
                .filter(rebuilt -> rebuilt.type().isAssignableFrom(type))
                .findFirst()
                .orElseThrow()
                .serializer();
    }

    /**
     * Writes capacity, position, limit, byte order, whether it is read-only, and the bytes up to the limit; those
     * beyond it are restored as 0.
     */
    private static final class Buffers extends Serializer<ByteBuffer> {
        @Override
        public void write(Kryo kryo, Output output, ByteBuffer buffer) {
            output.writeInt(buffer.capacity(), true);
            output.writeInt(buffer.position(), true);
            output.writeInt(buffer.limit(), true);
            output.writeBoolean(buffer.order() == ByteOrder.BIG_ENDIAN);
            output.writeBoolean(buffer.isReadOnly());
            byte[] bytes = new byte[buffer.limit()];
            buffer.get(0, bytes);
            output.writeBytes(bytes);
        }

        @Override
        public ByteBuffer read(Kryo kryo, Input input, Class<? extends ByteBuffer> type) {
            int capacity = input.readInt(true);
            int position = input.readInt(true);
            int limit = input.readInt(true);
            ByteOrder order = input.readBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            boolean readOnly = input.readBoolean();
            ByteBuffer buffer = ByteBuffer.allocate(capacity);
            input.readBytes(buffer.array(), 0, limit);
            return (readOnly ? buffer.asReadOnlyBuffer() : buffer)
                    .limit(limit)
                    .position(position)
                    .order(order);
        }

        @Override
        public ByteBuffer copy(Kryo kryo, ByteBuffer original) {
            ByteBuffer copy = ByteBuffer.allocate(original.capacity());
            original.get(0, copy.array(), 0, original.limit());
            return (original.isReadOnly() ? copy.asReadOnlyBuffer() : copy)
                    .limit(original.limit())
                    .position(original.position())
                    .order(original.order());
        }
    }

    /** Writes a path of the default file system as text, others as their URI. */
    private static final class Paths extends Serializer<Path> {
        Paths() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Path path) {
            boolean plain = path.getFileSystem() == FileSystems.getDefault();
            output.writeBoolean(plain);
            output.writeString(plain ? path.toString() : path.toUri().toString());
        }

        @Override
        public Path read(Kryo kryo, Input input, Class<? extends Path> type) {
            boolean plain = input.readBoolean();
            String text = input.readString();
            return plain ? Path.of(text) : Path.of(URI.create(text));
        }
    }

    /** Writes key and value. A write-through entry is restored as one that changes only itself. */
    private static final class Entries extends Serializer<Map.Entry<?, ?>> {
        @Override
        public void write(Kryo kryo, Output output, Map.Entry<?, ?> entry) {
            kryo.writeClassAndObject(output, entry.getKey());
            kryo.writeClassAndObject(output, entry.getValue());
        }

        @Override
        public Map.Entry<?, ?> read(Kryo kryo, Input input, Class<? extends Map.Entry<?, ?>> type) {
            return entry(type, kryo.readClassAndObject(input), kryo.readClassAndObject(input));
        }

        @Override
        public Map.Entry<?, ?> copy(Kryo kryo, Map.Entry<?, ?> original) {
            return entry(original.getClass(), kryo.copy(original.getKey()), kryo.copy(original.getValue()));
        }

        private static Map.Entry<?, ?> entry(Class<?> type, Object key, Object value) {
            String name = type.getSimpleName();
            if (name.equals("KeyValueHolder")) {
                return Map.entry(key, value);
            }
            return name.contains("Immutable") || name.contains("Unmodifiable")
                    ? new SimpleImmutableEntry<>(key, value)
                    : new SimpleEntry<>(key, value);
        }
    }

    /** Writes language, country and variant, or the language tag where there is more. */
    private static final class Locales extends Serializer<Locale> {
        Locales() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Locale locale) {
            boolean plain = locale.getScript().isEmpty() && !locale.hasExtensions();
            output.writeBoolean(plain);
            if (plain) {
                output.writeString(locale.getLanguage());
                output.writeString(locale.getCountry());
                output.writeString(locale.getVariant());
            } else {
                output.writeString(locale.toLanguageTag());
            }
        }

        @Override
        public Locale read(Kryo kryo, Input input, Class<? extends Locale> type) {
            return input.readBoolean()
                    ? new Locale(input.readString(), input.readString(), input.readString())
                    : Locale.forLanguageTag(input.readString());
        }
    }

    /** Writes count, minimum, maximum, sum. */
    private static final class IntStatistics extends Serializer<IntSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, IntSummaryStatistics statistics) {
            output.writeLong(statistics.getCount());
            output.writeInt(statistics.getMin());
            output.writeInt(statistics.getMax());
            output.writeLong(statistics.getSum());
        }

        @Override
        public IntSummaryStatistics read(Kryo kryo, Input input, Class<? extends IntSummaryStatistics> type) {
            return new IntSummaryStatistics(input.readLong(), input.readInt(), input.readInt(), input.readLong());
        }

        @Override
        public IntSummaryStatistics copy(Kryo kryo, IntSummaryStatistics original) {
            IntSummaryStatistics copy = new IntSummaryStatistics();
            copy.combine(original);
            return copy;
        }
    }

    /** Writes count, minimum, maximum, sum. */
    private static final class LongStatistics extends Serializer<LongSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, LongSummaryStatistics statistics) {
            output.writeLong(statistics.getCount());
            output.writeLong(statistics.getMin());
            output.writeLong(statistics.getMax());
            output.writeLong(statistics.getSum());
        }

        @Override
        public LongSummaryStatistics read(Kryo kryo, Input input, Class<? extends LongSummaryStatistics> type) {
            return new LongSummaryStatistics(input.readLong(), input.readLong(), input.readLong(), input.readLong());
        }

        @Override
        public LongSummaryStatistics copy(Kryo kryo, LongSummaryStatistics original) {
            LongSummaryStatistics copy = new LongSummaryStatistics();
            copy.combine(original);
            return copy;
        }
    }

    /** Writes count, minimum, maximum, sum. The internal rounding error is not accessible and restarts at 0. */
    private static final class DoubleStatistics extends Serializer<DoubleSummaryStatistics> {
        @Override
        public void write(Kryo kryo, Output output, DoubleSummaryStatistics statistics) {
            output.writeLong(statistics.getCount());
            output.writeDouble(statistics.getMin());
            output.writeDouble(statistics.getMax());
            output.writeDouble(statistics.getSum());
        }

        @Override
        public DoubleSummaryStatistics read(Kryo kryo, Input input, Class<? extends DoubleSummaryStatistics> type) {
            long count = input.readLong();
            double min = input.readDouble();
            double max = input.readDouble();
            double sum = input.readDouble();
            if (!Double.isNaN(sum) || Double.isNaN(min)) {
                return new DoubleSummaryStatistics(count, min, max, sum);
            }
            // the values include both infinities, which no constructor accepts
            DoubleSummaryStatistics both = new DoubleSummaryStatistics(count - 1, min, min, min);
            both.accept(max);
            return both;
        }

        @Override
        public DoubleSummaryStatistics copy(Kryo kryo, DoubleSummaryStatistics original) {
            DoubleSummaryStatistics copy = new DoubleSummaryStatistics();
            copy.combine(original);
            return copy;
        }
    }

    /** Writes which of the encoders of {@link Base64} it is. */
    private static final class Encoders extends Serializer<Base64.Encoder> {
        /** Input whose encoding shows alphabet, padding, line length and line separator. */
        private static final byte[] PROBE = new byte[100];

        static {
            java.util.Arrays.fill(PROBE, (byte) 0xfb);
        }

        private static final List<Base64.Encoder> KNOWN = List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getMimeEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getUrlEncoder().withoutPadding(),
                Base64.getMimeEncoder().withoutPadding());

        Encoders() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Base64.Encoder encoder) {
            String shown = encoder.encodeToString(PROBE);
            for (int i = 0; i < KNOWN.size(); i++) {
                if (KNOWN.get(i).encodeToString(PROBE).equals(shown)) {
                    output.writeByte(i);
                    return;
                }
            }
            throw new KryoException(
                    "a Base64.Encoder with lines or separators of its own does not tell them; make it where"
                            + " it is used, or keep it in a transient or static field");
        }

        @Override
        public Base64.Encoder read(Kryo kryo, Input input, Class<? extends Base64.Encoder> type) {
            return KNOWN.get(input.readByte());
        }
    }

    /** Writes which of the decoders of {@link Base64} it is. */
    private static final class Decoders extends Serializer<Base64.Decoder> {
        private static final List<Base64.Decoder> KNOWN =
                List.of(Base64.getDecoder(), Base64.getUrlDecoder(), Base64.getMimeDecoder());

        Decoders() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Base64.Decoder decoder) {
            output.writeByte(KNOWN.indexOf(decoder));
        }

        @Override
        public Base64.Decoder read(Kryo kryo, Input input, Class<? extends Base64.Decoder> type) {
            return KNOWN.get(input.readByte());
        }
    }
}
