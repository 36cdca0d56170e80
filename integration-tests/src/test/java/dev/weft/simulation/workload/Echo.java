package dev.weft.simulation.workload;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.BoundedMultiInput;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Operator that holds back what it gets in every kind of operator state, and emits the rest at the ends of its inputs. Of
 * the first input it emits every tick by groups, from a list, and some once more at the end, from a union list; what is
 * broadcast to the second one is emitted by the first instance at the end of that input.
 *
 * <p>Its state says which ends it has processed, those of its inputs and its own: none comes again after a restore with as
 * many instances.
 */
final class Echo extends AbstractStreamOperator<String>
        implements TwoInputStreamOperator<Long, Long, String>, BoundedMultiInput {

    private static final long serialVersionUID = 1L;
    private static final int GROUP = 5;
    private static final int MARKED = 3;
    /** In the list of ends, what stands for the operator's own; inputs are counted from 1. */
    private static final int OWN = 0;

    private static final long MOST_INSTANCES = 1000;
    private static final long MOST_ENDS = 10;

    private transient ListState<Long> heldState;
    private transient ListState<Long> markedState;
    private transient ListState<Long> endsState;
    private transient BroadcastState<Long, Long> told;
    private transient List<Long> held;
    private transient Set<Long> marked;
    private transient Set<Long> ends;
    private transient int subtask;
    private transient int instances;

    static boolean isMarked(long tick) {
        return tick % MARKED == 0;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        heldState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Types.LONG));
        markedState =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("marked", Types.LONG));
        told = context.getOperatorStateStore()
                .getBroadcastState(new MapStateDescriptor<>("told", Types.LONG, Types.LONG));
        subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        instances = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        held = new ArrayList<>();
        heldState.get().forEach(held::add);
        marked = new TreeSet<>();
        for (Long tick : markedState.get()) {
            if (tick % instances == subtask && !marked.add(tick)) {
                UserPace.violation("I-DATA: tick " + tick + " is twice in a union list");
            }
        }
        endsState = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("ends", Types.LONG));
        ends = new TreeSet<>();
        for (Long end : endsState.get()) {
            if (end / MOST_ENDS == end(0) / MOST_ENDS) {
                ends.add(end);
            }
        }
        if (!held.isEmpty()) {
            UserPace.seen("held ticks restored");
        }
        if (!ends.isEmpty()) {
            UserPace.seen("ends restored");
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        heldState.update(held);
        markedState.update(List.copyOf(marked));
        endsState.update(List.copyOf(ends));
    }

    /** An end of this instance among so many. */
    private long end(int which) {
        return (instances * MOST_INSTANCES + subtask) * MOST_ENDS + which;
    }

    private void ended(int which) {
        if (!ends.add(end(which))) {
            UserPace.violation("I-DATA: instance " + subtask + " of " + instances + " is told again of "
                    + (which == OWN ? "its end" : "the end of input " + which));
        }
    }

    @Override
    public void finish() throws Exception {
        ended(OWN);
        super.finish();
    }

    @Override
    public void processElement1(StreamRecord<Long> element) {
        UserPace.step();
        long tick = element.getValue();
        held.add(tick);
        if (isMarked(tick)) {
            marked.add(tick);
        }
        if (held.size() >= GROUP) {
            emitHeld();
        }
    }

    @Override
    public void processElement2(StreamRecord<Long> element) throws Exception {
        UserPace.step();
        told.put(element.getValue(), element.getValue());
    }

    private void emitHeld() {
        held.forEach(tick -> emit("e" + tick));
        held.clear();
    }

    private void emit(String line) {
        output.collect(new StreamRecord<>(line));
    }

    @Override
    public void endInput(int inputId) throws Exception {
        ended(inputId);
        if (inputId == 1) {
            emitHeld();
            marked.forEach(tick -> emit("u" + tick));
            marked.clear();
        } else {
            for (Map.Entry<Long, Long> entry : told.entries()) {
                if (subtask == 0) {
                    emit("b" + entry.getKey());
                }
            }
            told.clear();
        }
    }
}
