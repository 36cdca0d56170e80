package dev.weft.streaming.api.functions.async;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.RuntimeContext;

/**
 * An {@link AsyncFunction} with a life cycle. State and accumulators are not to be had: answers come from threads of their
 * own, which must not touch them.
 */
public abstract class RichAsyncFunction<IN, OUT> extends AbstractRichFunction implements AsyncFunction<IN, OUT> {
    private static final long serialVersionUID = 1L;

    @Override
    public void setRuntimeContext(RuntimeContext runtimeContext) {
        super.setRuntimeContext(new StatelessContext(runtimeContext));
    }

    @Override
    public abstract void asyncInvoke(IN input, ResultFuture<OUT> resultFuture) throws Exception;
}
