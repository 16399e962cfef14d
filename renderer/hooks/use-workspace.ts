import { useStore } from "zustand";
import { useServices } from "../services/services.ts";
import type { Workspace, WorkspaceActions } from "../stores/workspace.ts";

/** A part of what this window shows; its user renders again when that part changes. */
export const useWorkspace = <T>(select: (workspace: Workspace & WorkspaceActions) => T): T =>
  useStore(useServices().workspace, select);
