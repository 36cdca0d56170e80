package dev.weft.api.common.functions;

import dev.weft.configuration.Configuration;
import java.io.Serializable;

/** A {@link RichFunction} that keeps its context and whose life cycle methods do nothing. */
public abstract class AbstractRichFunction implements RichFunction, Serializable {
    private static final long serialVersionUID = 1L;

    private transient RuntimeContext runtimeContext;

    @Override
    public void setRuntimeContext(RuntimeContext runtimeContext) {
        this.runtimeContext = runtimeContext;
    }

    @Override
    public RuntimeContext getRuntimeContext() {
        if (runtimeContext == null) {
            throw new IllegalStateException("the runtime context of "
                    + getClass().getName() + " is not there yet: use it in open() or later, not in the constructor");
        }
        return runtimeContext;
    }

    @Override
    public void open(Configuration parameters) throws Exception {}

    @Override
    public void close() throws Exception {}
}
