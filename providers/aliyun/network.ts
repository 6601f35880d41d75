import type { Checker } from "../../components/checker.js";
import { asSection } from "../../components/rule.js";
import type { AliyunDnsArgs, AliyunNasArgs, AliyunNasMountArgs, AliyunVpcArgs } from "./args.js";

export const oneSecurityGroup = 'a function has one security group, "aliyun.vpc.securityGroupId".';

const ids = { min: 0, max: 65_534 };

/** Checks `aliyun.vpc`. */
export function toVpc(args: AliyunVpcArgs | undefined, check: Checker): AliyunVpcArgs | undefined {
  if (args === undefined) return undefined;
  const { vpcId, vswitchIds, securityGroupId } = args;
  check.text("aliyun.vpc.vpcId", vpcId);
  check.texts("aliyun.vpc.vswitchIds", vswitchIds);
  const property = "aliyun.vpc.securityGroupId";
  if (Array.isArray(securityGroupId))
    check.refuse(property, "be one security group", securityGroupId, "A function has no more.");
  else check.text(property, securityGroupId);
  return args;
}

/** Fills and checks `aliyun.nas`. */
export function toNas(
  args: AliyunNasArgs | undefined,
  vpc: AliyunVpcArgs | undefined,
  check: Checker,
): Required<AliyunNasArgs> | undefined {
  if (args === undefined) return undefined;
  if (vpc === undefined)
    check.refuseUnseen("aliyun.nas", 'come with "aliyun.vpc"', "File systems are reached through it.");
  const mounts = Array.isArray(args.mounts) ? args.mounts : [];
  // What is no list was refused already.
  if (args.mounts === undefined || (Array.isArray(args.mounts) && mounts.length === 0))
    check.refuse("aliyun.nas.mounts", "be a list that names at least one", args.mounts);
  return {
    mounts: mounts.flatMap((mount, index) => toMount(`aliyun.nas.mounts[${index}]`, asSection(mount), check)),
    userId: check.number("aliyun.nas.userId", args.userId ?? 0, ids),
    groupId: check.number("aliyun.nas.groupId", args.groupId ?? 0, ids),
  };
}

function toMount(
  property: string,
  mount: AliyunNasMountArgs | undefined,
  check: Checker,
): Required<AliyunNasMountArgs>[] {
  if (mount === undefined) return [];
  const { server, folder, tls = false } = mount;
  check.text(`${property}.server`, server);
  if (typeof folder !== "string" || !folder.startsWith("/"))
    check.refuse(`${property}.folder`, 'be a folder such as "/mnt/models"', folder);
  return [{ server, folder, tls: check.boolean(`${property}.tls`, tls) }];
}

/** Fills and checks `aliyun.dns`. */
export function toDns(args: AliyunDnsArgs | undefined, check: Checker): Required<AliyunDnsArgs> | undefined {
  if (args === undefined) return undefined;
  return {
    nameServers: check.nonEmptyStrings("aliyun.dns.nameServers", args.nameServers),
    searches: check.strings("aliyun.dns.searches", args.searches ?? []),
    options: check.plainStrings("aliyun.dns.options", args.options ?? {}),
  };
}
