package dev.weft.simulation.workload;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.ArrayList;
import java.util.List;

/** Operator that holds back some lines and emits them by groups. Several of them in one chain have state of the same name. */
final class Holding extends AbstractStreamOperator<String>
        implements OneInputStreamOperator<String, String>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final int group;
    private transient ListState<String> state;
    private transient List<String> held;

    /** @param group how many lines are emitted at once */
    Holding(int group) {
        this.group = group;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Types.STRING));
        held = new ArrayList<>();
        state.get().forEach(held::add);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        state.update(held);
    }

    @Override
    public void processElement(StreamRecord<String> line) {
        UserPace.step();
        held.add(line.getValue());
        if (held.size() >= group) {
            emitHeld();
        }
    }

    private void emitHeld() {
        held.forEach(line -> output.collect(new StreamRecord<>(line)));
        held.clear();
    }

    @Override
    public void endInput() {
        emitHeld();
    }
}
