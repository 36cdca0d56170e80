package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.Machine;
import dev.weft.engine.usercode.records.Copies;
import org.junit.jupiter.api.Test;

class RefusedRecordTest {

    @SuppressWarnings("unchecked") // records are objects to the engine
    private static LocalOutput output(TypeInformation<?> type) {
        TypeSerializer<Object> serializer =
                (TypeSerializer<Object>) type.createSerializer(new ExecutionConfig().getSerializerConfig());
        LocalChannel channel = new LocalChannels().channel(ChannelRig.id(0));
        Backpressure backpressure = new Backpressure(new Wakeup(Machine.system()), new YieldFlag());
        return new LocalOutput(
                channel, backpressure, new IoCounters(), false, serializer, Copies.always(serializer), 64);
    }

    @Test
    void aNullThatItsTypeCanNotHoldIsRefusedWithinAnExecutorToo() {
        LocalOutput longs = output(Types.LONG);
        assertThatThrownBy(() -> longs.add(null, 0, 0))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessage("a function gave a null record, which its type cannot hold: filter it out");
    }

    @Test
    void aNullThatItsTypeHoldsTravels() {
        LocalOutput texts = output(Types.STRING);
        assertThatCode(() -> texts.add(null, 0, 0)).doesNotThrowAnyException();
    }

    @Test
    void aRecordOfAnotherClassThanItsTypeIsRefusedWithinAnExecutorToo() {
        LocalOutput longs = output(Types.LONG);
        longs.add(7, 0, 0);
        assertThatThrownBy(longs::flush)
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageStartingWith(
                        "a function gave a record of java.lang.Integer, but the type of its stream is another"
                                + " one (LongSerializer: ")
                .hasMessageEndingWith("): give the type that it emits with returns(...)")
                .cause()
                .isInstanceOf(ClassCastException.class);
    }
}
