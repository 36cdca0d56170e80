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
 */
final class Echo extends AbstractStreamOperator<String>
        implements TwoInputStreamOperator<Long, Long, String>, BoundedMultiInput {

    private static final long serialVersionUID = 1L;
    private static final int GROUP = 5;
    private static final int MARKED = 3;

    private transient ListState<Long> heldState;
    private transient ListState<Long> markedState;
    private transient BroadcastState<Long, Long> told;
    private transient List<Long> held;
    private transient Set<Long> marked;
    private transient int subtask;

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
        int instances = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        held = new ArrayList<>();
        heldState.get().forEach(held::add);
        marked = new TreeSet<>();
        for (Long tick : markedState.get()) {
            if (tick % instances == subtask && !marked.add(tick)) {
                UserPace.violation("I-DATA: tick " + tick + " is twice in a union list");
            }
        }
        if (!held.isEmpty()) {
            UserPace.seen("held ticks restored");
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        heldState.update(held);
        markedState.update(List.copyOf(marked));
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
