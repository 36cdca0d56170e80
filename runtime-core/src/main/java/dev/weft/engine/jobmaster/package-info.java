/**
 * Runs one job: slots, deployment, life cycle of its tasks, commit, end.
 *
 * <p>Entry: {@link dev.weft.engine.jobmaster.JobMaster}, one a job, on a loop of its own. What is decided is decided in
 * pure classes ({@code SlotSharing}, {@code Placement}, {@code DeploymentPlan}, {@code CommitDecision}, {@code FailureLedger});
 * the JobMaster carries it out. Slots come in through {@link dev.weft.engine.jobmaster.SlotProvider}. May import the rooms
 * up to {@code rpc}; never {@code taskexecutor}, which it meets only in the protocol.
 */
package dev.weft.engine.jobmaster;
