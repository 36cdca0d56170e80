/**
 * Runs one job: slots, deployment, life cycle of its tasks, commit, end.
 *
 * <p>Entry: {@link dev.weft.engine.jobmaster.JobMaster}, one per job, on a loop of its own. Decisions are made by pure
 * classes ({@code SlotSharing}, {@code Placement}, {@code DeploymentPlan}, {@code CommitDecision}, {@code
 * FailureLedger}); the JobMaster carries them out. It gets slots through {@link
 * dev.weft.engine.jobmaster.SlotProvider}. May import the rooms up to {@code rpc}; never {@code taskexecutor}, with
 * which it communicates by the protocol only.
 */
package dev.weft.engine.jobmaster;
