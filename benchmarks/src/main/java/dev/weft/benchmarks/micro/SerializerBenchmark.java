package dev.weft.benchmarks.micro;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.benchmarks.jobs.Event;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.util.function.LongFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Serializes records into a buffer and deserializes them: three longs and a text of 40 characters, or the text alone.
 */
@State(Scope.Thread)
public class SerializerBenchmark extends TimedBenchmark {

    private static final int RECORDS = 256;

    /** What the records are. */
    @Param({"POJO", "TUPLE", "RECORD", "STRING"})
    public Kind kind;

    private final DataOutputSerializer out = new DataOutputSerializer(64 << 10);
    private final Object[] records = new Object[RECORDS];
    private TypeSerializer<Object> serializer;
    private byte[] bytes;
    private int length;

    /** As {@link Event}, as a record of Java. */
    public record Reading(long key, long timestamp, long value, String text) {}

    /** Types that carry the same. */
    public enum Kind {
        POJO(TypeInformation.of(Event.class), index -> Event.at(index, RECORDS)),
        TUPLE(TypeInformation.of(new TypeHint<Tuple3<Long, Long, String>>() {}), index -> {
            Event event = Event.at(index, RECORDS);
            return Tuple3.of(event.key, event.value, event.text);
        }),
        RECORD(TypeInformation.of(Reading.class), index -> {
            Event event = Event.at(index, RECORDS);
            return new Reading(event.key, event.timestamp, event.value, event.text);
        }),
        STRING(Types.STRING, index -> Event.at(index, RECORDS).text);

        private final TypeInformation<?> type;
        private final LongFunction<Object> maker;

        Kind(TypeInformation<?> type, LongFunction<Object> maker) {
            this.type = type;
            this.maker = maker;
        }

        @SuppressWarnings("unchecked") // the engine handles records as objects
        TypeSerializer<Object> serializer() {
            return (TypeSerializer<Object>) type.createSerializer(new ExecutionConfig().getSerializerConfig());
        }
    }

    @Setup
    public void prepare() throws IOException {
        serializer = kind.serializer();
        for (int i = 0; i < RECORDS; i++) {
            records[i] = kind.maker.apply(i);
        }
        write();
        bytes = out.getCopyOfBuffer();
        length = bytes.length;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int write() throws IOException {
        out.clear();
        for (Object record : records) {
            serializer.serialize(record, out);
        }
        return out.length();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void read(Blackhole hole) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes, 0, length);
        for (int i = 0; i < RECORDS; i++) {
            hole.consume(serializer.deserialize(in));
        }
    }
}
