import * as vscode from 'vscode';
import { planDocument } from '../deletion/planDocument.ts';
import type { PlanDocuments } from '../views/planDocuments.ts';

/** @param node the document @param language which @param plans the plans */
export async function copyScript(node: unknown, language: 'cli' | 'boto3', plans: PlanDocuments): Promise<void> {
  const plan = plans.planOf(node);
  if (plan) await vscode.env.clipboard.writeText(`${language}\n${planDocument(plan, Date.now())}`);
}
