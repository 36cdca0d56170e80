package dev.weft.benchmarks.exchange;

import dev.weft.api.common.JobID;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import java.util.List;
import java.util.Locale;

/** The kinds of records that are exchanged, one per row of the benchmark. */
enum Load {
    SMALL(new Events(40), "{long, long, long, text of 40}"),
    MEDIUM(new Events(400), "{long, long, long, text of 400}"),
    LARGE(new Events(2000), "{long, long, long, text of 2000}"),
    MIX(new Events(40, 400, 2000), "{long, long, long, text of 40, 400 and 2000 in turn}"),
    BYTES(new Payloads(1000), "byte[1000]");

    private final Kind<?> kind;
    private final String title;

    private record Kind<T>(FlatMapFunction<Long, T> records, TypeInformation<T> type, KeySelector<T, Long> key) {
        TwoTasks<T> tasks(JobID job, List<DataAddress> executors) {
            return new TwoTasks<>(job, executors, records, type, key);
        }

        CodecLoop<T> codec() {
            return new CodecLoop<>(records, type);
        }
    }

    Load(Events events, String title) {
        this.kind = new Kind<>(events, TypeInformation.of(Event.class), event -> event.key);
        this.title = title;
    }

    Load(Payloads payloads, String title) {
        this.kind = new Kind<>(payloads, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, Payloads::key);
        this.title = title;
    }

    TwoTasks<?> tasks(JobID job, List<DataAddress> executors) {
        return kind.tasks(job, executors);
    }

    CodecLoop<?> codec() {
        return kind.codec();
    }

    String title() {
        return label() + ": " + title;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
