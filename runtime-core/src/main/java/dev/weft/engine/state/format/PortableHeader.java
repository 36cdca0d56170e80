package dev.weft.engine.state.format;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Header of a piece of keyed state in the portable format.
 *
 * @param key the serializer of keys
 * @param states in the order of their entries
 * @param timers in the order of their entries, after the states
 */
public record PortableHeader(SavedSerializer<Object> key, List<StateLayout> states, List<TimersLayout> timers) {

    private static final int MAGIC = 0x5745_4654;
    private static final int VERSION = 1;

    public PortableHeader {
        states = List.copyOf(states);
        timers = List.copyOf(timers);
    }

    /** Writes it, for the portable format and for those of backends that contain it. */
    public void write(DataOutputView out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        key.write(out);
        out.writeInt(states.size());
        for (StateLayout state : states) {
            state.write(out);
        }
        out.writeInt(timers.size());
        for (TimersLayout queue : timers) {
            queue.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static PortableHeader read(DataInputView in, ClassLoader userClassLoader) throws IOException {
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException("no keyed state in the portable format, version " + VERSION + ": it begins with "
                    + Integer.toHexString(magic) + ", version " + version);
        }
        SavedSerializer<Object> key = SavedSerializer.readAny(in, userClassLoader);
        List<StateLayout> states = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            states.add(StateLayout.read(in, userClassLoader));
        }
        List<TimersLayout> timers = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            timers.add(TimersLayout.read(in, userClassLoader));
        }
        return new PortableHeader(key, states, timers);
    }
}
