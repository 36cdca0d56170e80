package dev.weft.streaming.api.operators;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import dev.weft.streaming.runtime.tasks.ProcessingTimeServiceAware;

/** What most factories have in common. The engine sets clock and mailbox before it asks for the operator. */
public abstract class AbstractStreamOperatorFactory<OUT>
        implements StreamOperatorFactory<OUT>, ProcessingTimeServiceAware {
    private static final long serialVersionUID = 1L;

    protected ChainingStrategy chainingStrategy = ChainingStrategy.DEFAULT_CHAINING_STRATEGY;
    protected transient ProcessingTimeService processingTimeService;
    private transient MailboxExecutor mailboxExecutor;

    @Override
    public void setChainingStrategy(ChainingStrategy strategy) {
        chainingStrategy = strategy;
    }

    @Override
    public ChainingStrategy getChainingStrategy() {
        return chainingStrategy;
    }

    @Override
    public void setProcessingTimeService(ProcessingTimeService processingTimeService) {
        this.processingTimeService = processingTimeService;
    }

    /** Called by the engine before the operator is made. */
    public void setMailboxExecutor(MailboxExecutor mailboxExecutor) {
        this.mailboxExecutor = mailboxExecutor;
    }

    /** Runs actions on the task's thread. */
    protected MailboxExecutor getMailboxExecutor() {
        return mailboxExecutor;
    }
}
