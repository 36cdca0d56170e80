package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.windowing.windows.Window;

/** Makes the namespaces of keyed state that is stored per window. */
final class WindowNamespaces {

    private WindowNamespaces() {}

    @SuppressWarnings("unchecked") // the serializer gets the windows that it was made for
    static Namespaces<Window> of(TypeSerializer<? extends Window> serializer) {
        return Namespaces.of((TypeSerializer<Window>) serializer);
    }
}
