package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.Machine;
import dev.weft.engine.usercode.records.Copies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that a channel within an executor rejects, because they could not be sent to another one. */
class RefusedRecordTest {

    private final LocalChannels channels = new LocalChannels();
    private final ChannelId id = ChannelRig.id(0);
    private final IoCounters counters = new IoCounters();
    private final Inputs inputs = new Inputs(new Wakeup(Machine.system()), counters);

    @SuppressWarnings("unchecked") // records are objects to the engine
    private LocalOutput output(TypeInformation<?> type) {
        TypeSerializer<Object> serializer =
                (TypeSerializer<Object>) type.createSerializer(new ExecutionConfig().getSerializerConfig());
        LocalInput input = new LocalInput(new InputSpec(0, 0, 0, 0, serializer, false, false), channels.channel(id));
        inputs.connect(List.of(input));
        input.start(inputs);
        return new LocalOutput(
                channels.channel(id),
                new Backpressure(new Wakeup(Machine.system()), new YieldFlag()),
                counters,
                false,
                serializer,
                Copies.always(serializer),
                64);
    }

    @Test
    void aNullThatItsTypeCanNotHoldIsRefusedWhereItIsGiven() {
        LocalOutput longs = output(Types.LONG);
        longs.add(1L, Batch.NO_TIMESTAMP, 0);

        assertThatThrownBy(() -> longs.add(null, Batch.NO_TIMESTAMP, 0))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessage("a function gave a null record, which its type cannot hold: filter it out");
        assertThat(inputs.poll()).isNull();
    }

    @Test
    void aNullThatItsTypeHoldsArrives() {
        LocalOutput texts = output(Types.STRING);
        texts.add("a", Batch.NO_TIMESTAMP, 0);
        texts.add(null, Batch.NO_TIMESTAMP, 0);
        texts.flush();

        Batch batch = (Batch) inputs.poll();
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.value(0)).isEqualTo("a");
        assertThat(batch.value(1)).isNull();
    }

    @Test
    void aRecordOfAnotherClassThanItsTypeIsRefusedBeforeAnythingIsHandedOver() {
        LocalOutput longs = output(Types.LONG);
        longs.add(7, Batch.NO_TIMESTAMP, 0);

        assertThatThrownBy(longs::flush)
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageStartingWith(
                        "a function gave a record of java.lang.Integer, but the type of its stream is another"
                                + " one (LongSerializer: ")
                .hasMessageEndingWith("): give the type that it emits with returns(...)")
                .cause()
                .isInstanceOf(ClassCastException.class);
        assertThat(inputs.poll()).isNull();
    }
}
