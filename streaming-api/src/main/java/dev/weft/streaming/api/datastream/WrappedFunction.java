package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.functions.RuntimeContext;

/** Base of functions that wrap a user's function: delegates the life cycle to it. */
abstract class WrappedFunction<F extends Function> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    protected final F wrapped;

    WrappedFunction(F wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        if (wrapped instanceof RichFunction rich) {
            rich.setRuntimeContext(context);
        }
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        if (wrapped instanceof RichFunction rich) {
            rich.open(openContext);
        }
    }

    @Override
    public void close() throws Exception {
        if (wrapped instanceof RichFunction rich) {
            rich.close();
        }
    }
}
