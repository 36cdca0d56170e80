/**
 * The kinds of transformations: operators become nodes of the program; partitionings, unions and side outputs become
 * properties of its edges.
 */
package dev.weft.streaming.api.transformations;
