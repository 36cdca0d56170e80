package dev.weft.engine.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.Machine;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.usercode.records.Copies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Measures for how long a task stands still when an unaligned checkpoint captures what is queued for it: object queues
 * that are full, in as many channels as the first argument says (default 16). Run by hand; prints a histogram, and the
 * time in which the captured records are written, which is another thread's.
 */
final class CaptureStops {

    private static final int ROUNDS = 200;

    private CaptureStops() {}

    @SuppressWarnings("unchecked") // the serializer is of the records' type
    public static void main(String[] args) throws Exception {
        int channels = args.length == 0 ? 16 : Integer.parseInt(args[0]);
        TypeSerializer<Object> serializer =
                (TypeSerializer<Object>) (TypeSerializer<?>) TypeInformation.of(new TypeHint<Tuple2<String, Long>>() {})
                        .createSerializer(new ExecutionConfig().getSerializerConfig());
        long[] stops = new long[ROUNDS];
        long[] writes = new long[ROUNDS];
        long records = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Wakeup reading = new Wakeup(Machine.system());
            reading.own();
            Backpressure backpressure = new Backpressure(new Wakeup(Machine.system()), new YieldFlag());
            backpressure.wakeup().own();
            Inputs inputs = new Inputs(reading, new IoCounters());
            LocalChannels local = new LocalChannels();
            List<LocalInput> ends = new ArrayList<>();
            List<LocalOutput> outputs = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                ChannelId id = ChannelRig.id(i);
                outputs.add(new LocalOutput(
                        local.channel(id),
                        backpressure,
                        new IoCounters(),
                        false,
                        serializer,
                        Copies.always(serializer),
                        LocalOutput.largestBatch(channels)));
                ends.add(new LocalInput(new InputSpec(0, i, 0, i, serializer, false, false), local.channel(id)));
            }
            inputs.connect(ends);
            ends.forEach(end -> end.start(inputs));
            BitSet missing = new BitSet();
            missing.set(0, channels);
            records = 0;
            for (LocalOutput output : outputs) {
                for (; output.hasRoom(); records++) {
                    output.add(Tuple2.of("record number " + records, records), records, 0);
                }
                output.barrier(new Element.Barrier(ChannelRig.request(1).overtaking()));
            }
            long begin = System.nanoTime();
            InFlightCapture capture = inputs.capture(1, missing);
            capture.look();
            stops[round] = System.nanoTime() - begin;
            begin = System.nanoTime();
            capture.write(new MemorySnapshotStore());
            writes[round] = System.nanoTime() - begin;
            capture.release();
        }
        System.out.println(channels + " channels, " + records + " records queued");
        print("stop of the task", stops);
        print("writing, by another thread", writes);
    }

    private static void print(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        StringBuilder line = new StringBuilder(what);
        for (int percent : new int[] {50, 90, 99, 100}) {
            int at = Math.min(sorted.length - 1, sorted.length * percent / 100);
            line.append(String.format("  p%d %.3f ms", percent, sorted[at] / 1e6));
        }
        System.out.println(line);
    }
}
