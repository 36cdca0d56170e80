package dev.weft.engine.protocol;

import dev.weft.engine.common.Payload;
import dev.weft.engine.common.UserObjectInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter.Status;

/** Deserializes what {@link ExceptionOutput} wrote: replaces each {@link CauseMark} by the exception that it stands for. */
final class ExceptionInput extends UserObjectInput {

    private final Throwable[] rebuilt;

    private ExceptionInput(Payload object, Throwable[] rebuilt, ClassLoader loader) throws IOException {
        super(new ByteArrayInputStream(object.bytes()), loader);
        this.rebuilt = rebuilt;
        enableResolveObject(true);
        // No array is longer than the bytes that it is read from, so that damaged bytes cannot ask for much memory.
        setObjectInputFilter(asked -> asked.arrayLength() > object.size() ? Status.REJECTED : Status.UNDECIDED);
    }

    /** @param rebuilt the exceptions of the chain that are known already, those behind this one */
    static Throwable read(Payload object, Throwable[] rebuilt, ClassLoader loader)
            throws IOException, ClassNotFoundException {
        try (ExceptionInput in = new ExceptionInput(object, rebuilt, loader)) {
            return (Throwable) in.readObject();
        }
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
        if (!(object instanceof CauseMark mark)) {
            return object;
        }
        if (mark.index() < 0 || mark.index() >= rebuilt.length || rebuilt[mark.index()] == null) {
            throw new InvalidObjectException("the chain has no exception " + mark.index());
        }
        return rebuilt[mark.index()];
    }
}
